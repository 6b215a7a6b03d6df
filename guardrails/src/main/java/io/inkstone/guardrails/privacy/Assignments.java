package io.inkstone.guardrails.privacy;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Passwords and keys that are known by what they are assigned to: {@code password = "…"}, {@code api_key: …}, 密码是…. */
final class Assignments {

    private static final List<String> PASSWORDS =
            List.of("password", "passwd", "pwd", "passphrase", "passcode", "pass", "密码", "口令");

    private static final List<String> KEYS = List.of(
            "secret",
            "api_key",
            "api-key",
            "api key",
            "apikey",
            "access_key",
            "access-key",
            "access key",
            "accesskey",
            "secret_key",
            "secret-key",
            "secret key",
            "secretkey",
            "private_key",
            "privatekey",
            "accountkey",
            "signing_key",
            "encryption_key",
            "token",
            "credential",
            "credentials",
            "authorization",
            "密钥",
            "秘钥",
            "令牌");

    /** What stands in the place of a value in examples. */
    private static final List<String> PLACEHOLDERS =
            List.of("your", "xxx", "example", "placeholder", "redacted", "changeme", "...");

    /** The last signs of the Chinese names above. */
    private static final String LAST_SIGNS = "码令钥";

    private static final Signs WORD = Signs.drawnBut("\"'`,;<>(){}[]|\\&");
    private static final Signs BRACKETS = Signs.of("\"'`]*");

    private static final int MOST = 256;
    private static final int LEAST_PASSWORD = 4;
    private static final int LEAST_KEY = 8;

    /** Whether two signs are the last of a name, by the two letters of ASCII. */
    private static final boolean[] ENDINGS = new boolean[0x80 * 0x80];

    static {
        for (List<String> names : List.of(PASSWORDS, KEYS)) {
            for (String name : names) {
                if (name.charAt(0) < 0x80) {
                    ENDINGS[name.charAt(name.length() - 2) * 0x80 + name.charAt(name.length() - 1)] = true;
                }
            }
        }
    }

    /**
     * What is assigned to a name.
     *
     * @param score how surely it is a secret; 0 when it looks like none
     */
    record Value(int start, int end, double score) {

        @Nullable
        Match match() {
            return score == 0
                    ? null
                    : new Match(start, end, Categories.SECRET, score, "the value of what is named a secret");
        }
    }

    private Assignments() {}

    /**
     * The value behind a sign of assignment; null where no secret is named before it or nothing stands behind it.
     *
     * @param sign where it is
     * @param end behind it
     */
    static @Nullable Value at(HalfWidthText text, int sign, int end) {
        int name = nameEnd(text, sign);
        boolean password = endsWithOne(text, name, PASSWORDS);
        if (!password && !endsWithOne(text, name, KEYS)) {
            return null;
        }
        int start = valueStart(text, end);
        char quote = text.at(start);
        boolean quoted = quote == '"' || quote == '\'' || quote == '`';
        if (quoted) {
            start++;
        }
        int last = quoted ? quotedEnd(text, start, quote) : wordEnd(text, start);
        if (last <= start) {
            return null;
        }
        if (isPlaceholder(text, start, last)) {
            return new Value(start, last, 0);
        }
        double score = password
                ? passwordScore(text, start, last, quoted || text.at(name - 1) >= 0x80)
                : keyScore(text, start, last);
        return new Value(start, last, score);
    }

    /** Whether the last signs before an assignment can be a name's: most are told apart by them. */
    static boolean mayEndName(HalfWidthText text, int sign) {
        int end = nameEnd(text, sign);
        char last = lower(text.at(end - 1));
        char before = lower(text.at(end - 2));
        return last < 0x80 && before < 0x80 ? ENDINGS[before * 0x80 + last] : LAST_SIGNS.indexOf(last) >= 0;
    }

    private static int nameEnd(HalfWidthText text, int sign) {
        int at = sign;
        while (at > sign - 3 && text.at(at - 1) == ' ') {
            at--;
        }
        int brackets = at;
        while (at > brackets - 3 && BRACKETS.has(text.at(at - 1))) {
            at--;
        }
        return at;
    }

    private static boolean endsWithOne(HalfWidthText text, int end, List<String> words) {
        for (String word : words) {
            int start = end - word.length();
            int same = 0;
            while (same < word.length() && lower(text.at(end - 1 - same)) == word.charAt(word.length() - 1 - same)) {
                same++;
            }
            // "pass" alone: a compass or a bypass is none.
            if (same == word.length()
                    && (same > 5 || !HalfWidthText.isLetter(text.at(start - 1)) || word.charAt(0) >= 0x80)) {
                return true;
            }
        }
        return false;
    }

    private static char lower(char sign) {
        return HalfWidthText.isUpper(sign) ? (char) (sign | 0x20) : sign;
    }

    /** Where a value begins behind its sign, with its quotes. */
    static int valueStart(HalfWidthText text, int place) {
        int at = place;
        while (at < place + 4
                && (text.at(at) == ' ' || text.at(at) == '>' || text.at(at) == '=' || text.at(at) == '\t')) {
            at++;
        }
        for (String scheme : List.of("Bearer ", "Basic ", "bearer ", "Token ")) {
            if (text.startsWith(scheme, at)) {
                return at + scheme.length();
            }
        }
        return at;
    }

    private static int quotedEnd(HalfWidthText text, int start, char quote) {
        int at = start;
        while (at < start + MOST && text.at(at) != quote && text.at(at) >= ' ') {
            at++;
        }
        return text.at(at) == quote ? at : start;
    }

    private static int wordEnd(HalfWidthText text, int start) {
        int at = start;
        while (at < start + MOST
                && (WORD.has(text.at(at)) || text.at(at) == '&' && !HalfWidthText.isLetter(text.at(at + 1)))) {
            at++;
        }
        // A call or an index: this is a program that reads the secret from elsewhere.
        if (text.at(at) == '(' || text.at(at) == '[') {
            return start;
        }
        while (at > start && ".!?:".indexOf(text.at(at - 1)) >= 0) {
            at--;
        }
        return at;
    }

    private static boolean isPlaceholder(HalfWidthText text, int start, int end) {
        char first = text.at(start);
        if ("$<{%".indexOf(first) >= 0) {
            return true;
        }
        boolean same = true;
        for (int i = start; i < end; i++) {
            same &= text.at(i) == first;
        }
        String value = text.text(start, Math.min(end, start + 40)).toLowerCase(Locale.ROOT);
        return same || PLACEHOLDERS.stream().anyMatch(value::contains);
    }

    private static double passwordScore(HalfWidthText text, int start, int end, boolean marked) {
        int kinds = kinds(text, start, end);
        if (end - start < LEAST_PASSWORD || end - start > 128) {
            return 0;
        }
        boolean mixed = Integer.bitCount(kinds) > 1 && (kinds & 0b1100) != 0;
        boolean spaced = (kinds & SPACE) != 0;
        if (mixed && !spaced) {
            return 0.85;
        }
        if (kinds == DIGIT) {
            return 0.7;
        }
        return marked && !spaced ? 0.6 : 0;
    }

    private static double keyScore(HalfWidthText text, int start, int end) {
        int kinds = kinds(text, start, end);
        boolean mixed = (kinds & DIGIT) != 0 && (kinds & (LOWER | UPPER)) != 0 && (kinds & SPACE) == 0;
        if (end - start < LEAST_KEY || !mixed) {
            return 0;
        }
        double bits = Entropy.ofText(text, start, end);
        if (end - start < 16) {
            return bits >= 2.5 ? 0.6 : 0;
        }
        return bits >= 3 ? 0.85 : 0;
    }

    private static final int LOWER = 1;
    private static final int UPPER = 2;
    private static final int DIGIT = 4;
    private static final int MARK = 8;
    private static final int SPACE = 16;

    /** What kinds of signs there are; points, hyphens and underscores, which names have too, are none. */
    private static int kinds(HalfWidthText text, int start, int end) {
        int kinds = 0;
        for (int i = start; i < end; i++) {
            char sign = text.at(i);
            if (HalfWidthText.isDigit(sign)) {
                kinds |= DIGIT;
            } else if (HalfWidthText.isLetter(sign)) {
                kinds |= HalfWidthText.isUpper(sign) ? UPPER : LOWER;
            } else if (sign == ' ') {
                kinds |= SPACE;
            } else if ("._-/".indexOf(sign) < 0) {
                kinds |= MARK;
            }
        }
        return kinds;
    }
}
