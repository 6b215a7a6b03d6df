package io.inkstone.guardrails.privacy;

import org.jspecify.annotations.Nullable;

/** Addresses of mail (RFC 5321), in the signs that are used. */
final class Emails {

    /** The longest local part. */
    static final int MOST_LOCAL = 64;

    private static final int MOST_DOMAIN = 253;

    private static final Signs LOCAL = Signs.wordAnd("._-+%");
    private static final Signs LABEL = Signs.wordAnd("-");

    private Emails() {}

    /** Where the local part begins that ends at a place; the place itself when it is too long. */
    static int localStart(HalfWidthText text, int place) {
        int start = place;
        while (LOCAL.has(text.at(start - 1))) {
            start--;
            if (place - start > MOST_LOCAL) {
                return place;
            }
        }
        return start;
    }

    static @Nullable Match at(HalfWidthText text, int sign) {
        int start = localStart(text, sign);
        while (start < sign && !HalfWidthText.isLetterOrDigit(text.at(start)) && text.at(start) != '_') {
            start++;
        }
        if (start == sign || text.at(sign - 1) == '.') {
            return null;
        }
        int end = domainEnd(text, sign + 1);
        return end == 0 ? null : new Match(start, end, Categories.EMAIL, 0.97, "a local part, @ and a domain");
    }

    /** Where a domain ends that begins at a place; 0 when none does. */
    static int domainEnd(HalfWidthText text, int place) {
        int at = place;
        int label = place;
        int end = 0;
        while (at < place + MOST_DOMAIN) {
            char sign = text.at(at);
            if (LABEL.has(sign)) {
                at++;
                continue;
            }
            if (at == label || text.at(label) == '-' || text.at(at - 1) == '-' || at - label > 63) {
                return end;
            }
            end = label > place && isTopLevel(text, label, at) ? at : end;
            if (sign != '.') {
                return end;
            }
            at++;
            label = at;
        }
        return 0;
    }

    private static boolean isTopLevel(HalfWidthText text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!HalfWidthText.isLetter(text.at(i)) && !text.startsWith("xn--", start)) {
                return false;
            }
        }
        return end - start >= 2;
    }
}
