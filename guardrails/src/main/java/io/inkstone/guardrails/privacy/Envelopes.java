package io.inkstone.guardrails.privacy;

import org.jspecify.annotations.Nullable;

/** Secrets in an envelope of their own: private keys in PEM (RFC 7468) and JSON web tokens (RFC 7519). */
final class Envelopes {

    /** The longest key that is found as a whole; an RSA key of 8192 bits has 6500 characters. */
    static final int MOST_PEM = 8_000;

    private static final int MOST_TOKEN = 4_000;
    private static final int MOST_HEADER = 512;
    private static final String BEGIN = "-----BEGIN ";

    /** The token that begins a key in PEM. */
    static final String BEGINNING = "-----BEGIN";

    private static final String END = "-----END ";

    /** Data has words at least as long; the last one may be shorter. */
    private static final int DATA_WORD = 16;

    private Envelopes() {}

    /** From the line that begins a private key to the one that ends it, or to the end of its data. */
    static @Nullable Match pem(HalfWidthText text, int start) {
        int name = nameEnd(text, start, BEGIN);
        if (name < 0 || !text.startsWith("PRIVATE KEY", keyStart(text, start + BEGIN.length(), name))) {
            return null;
        }
        int most = start + MOST_PEM;
        int end = name;
        int at = afterBlank(text, headersEnd(text, afterBlank(text, end)));
        while (at < most) {
            if (text.at(at) == '-') {
                int last = nameEnd(text, at, END);
                return match(start, last < 0 ? end : last);
            }
            int word = at;
            while (at < most && isData(text.at(at)) && !isEscapedBreak(text, at)) {
                at++;
            }
            int next = afterBlank(text, at);
            if (at - word < DATA_WORD && text.at(next) != '-') {
                return match(start, at < most ? end : most);
            }
            if (next == at && at < most && text.at(at) != '-') {
                return match(start, at);
            }
            end = at;
            at = next;
        }
        return match(start, most);
    }

    /** Three parts, of which the first two begin as JSON objects do in Base64. */
    static @Nullable Match webToken(HalfWidthText text, int start) {
        if (!text.startsWith("eyJ", start)) {
            return null;
        }
        int header = partEnd(text, start, start + MOST_HEADER);
        if (header - start < 12 || text.at(header) != '.' || !text.startsWith("eyJ", header + 1)) {
            return null;
        }
        int claims = partEnd(text, header + 1, start + MOST_TOKEN);
        if (text.at(claims) != '.') {
            return claims - header < 12 ? null : token(start, claims);
        }
        return token(start, partEnd(text, claims + 1, start + MOST_TOKEN));
    }

    private static Match token(int start, int end) {
        return new Match(start, end, Categories.SECRET, 0.97, "the form of a JSON web token");
    }

    private static Match match(int start, int end) {
        return new Match(start, end, Categories.SECRET, 0.99, "the first line of a private key");
    }

    private static int partEnd(HalfWidthText text, int start, int most) {
        int at = start;
        while (at < most && (HalfWidthText.isLetterOrDigit(text.at(at)) || text.at(at) == '_' || text.at(at) == '-')) {
            at++;
        }
        return at;
    }

    /** Where a line such as -----BEGIN EC PRIVATE KEY----- ends; -1 where none stands. */
    private static int nameEnd(HalfWidthText text, int start, String beginning) {
        if (!text.startsWith(beginning, start)) {
            return -1;
        }
        int at = start + beginning.length();
        int most = at + 40;
        while (at < most
                && (HalfWidthText.isUpper(text.at(at)) || text.at(at) == ' ' || HalfWidthText.isDigit(text.at(at)))) {
            at++;
        }
        return text.startsWith("-----", at) ? at + 5 : -1;
    }

    private static int keyStart(HalfWidthText text, int from, int lineEnd) {
        int at = lineEnd - 5 - "PRIVATE KEY".length();
        // PGP calls its own a block.
        boolean block = at >= from && text.startsWith(" BLOCK", lineEnd - 11);
        return block ? at - " BLOCK".length() : at;
    }

    /** Headers such as Proc-Type: 4,ENCRYPTED. */
    private static int headersEnd(HalfWidthText text, int start) {
        int at = start;
        for (int header = 0; header < 4; header++) {
            int line = at;
            boolean colon = false;
            while (line < at + 120 && text.at(line) >= ' ' && text.at(line) < 0x7F && !isEscapedBreak(text, line)) {
                colon |= text.at(line) == ':';
                line++;
            }
            if (!colon || line == at + 120) {
                return at;
            }
            at = afterBlank(text, line);
        }
        return at;
    }

    private static int afterBlank(HalfWidthText text, int place) {
        int at = place;
        while (at < place + 32) {
            char sign = text.at(at);
            if (sign == ' ' || sign == '\n' || sign == '\r' || sign == '\t') {
                at++;
            } else if (isEscapedBreak(text, at)) {
                at += 2;
            } else {
                return at;
            }
        }
        return at;
    }

    /** As JSON and programs write a line's end. */
    private static boolean isEscapedBreak(HalfWidthText text, int place) {
        return text.at(place) == '\\' && (text.at(place + 1) == 'n' || text.at(place + 1) == 'r');
    }

    private static boolean isData(char sign) {
        return HalfWidthText.isLetterOrDigit(sign) || sign == '+' || sign == '/' || sign == '=';
    }
}
