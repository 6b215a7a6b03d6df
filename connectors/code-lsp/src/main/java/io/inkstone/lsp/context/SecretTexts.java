package io.inkstone.lsp.context;

import java.util.regex.Pattern;

/** Texts that look like keys. The gateway masks what is private; these do not even go there as context. */
final class SecretTexts {

    private static final Pattern SECRET = Pattern.compile("-----BEGIN [A-Z ]{0,40}PRIVATE KEY"
            + "|\\bAKIA[0-9A-Z]{16}\\b"
            + "|\\bgh[pousr]_[A-Za-z0-9]{30,}"
            + "|\\bxox[abprs]-[A-Za-z0-9-]{10,}"
            + "|\\bsk-[A-Za-z0-9_-]{20,}"
            + "|\\bink_[A-Za-z0-9_-]{16,}"
            + "|\\bAIza[0-9A-Za-z_-]{30,}"
            + "|\\beyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}"
            + "|(?i:password|passwd|secret|api_?key|access_?token)[\"']?\\s{0,3}[:=]\\s{0,3}[\"'][^\"'\\s]{8,}[\"']");

    private SecretTexts() {}

    static boolean hasSecret(CharSequence text) {
        return SECRET.matcher(text).find();
    }
}
