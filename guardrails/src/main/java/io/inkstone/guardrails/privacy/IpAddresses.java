package io.inkstone.guardrails.privacy;

import org.jspecify.annotations.Nullable;

/** Addresses of the Internet Protocol, of version 4 (RFC 791) and of version 6 (RFC 4291). */
final class IpAddresses {

    /** The longest that is read: eight groups, or six and an address of version 4. */
    private static final int MOST = 46;

    private IpAddresses() {}

    static @Nullable Match version4(DigitRun run, int groups) {
        if (groups != 4 || run.separator(0) != '.' || !run.isUniform(4)) {
            return null;
        }
        for (int i = 0; i < 4; i++) {
            int from = run.count(i);
            boolean zeroes = run.lengthOf(i) > 1 && run.digit(from) == '0';
            if (run.lengthOf(i) > 3 || zeroes || run.value(from, run.count(i + 1)) > 255) {
                return null;
            }
        }
        int first = run.value(0, run.count(1));
        // The machine itself, nothing, or everybody: nobody's address.
        boolean nobody = first == 0 || first == 127 || run.digits(4).equals("255255255255");
        double score = nobody ? 0.3 : run.has(Label.OTHER) ? DigitRun.AS_OTHER : 0.8;
        return new Match(run.start(), run.end(4), Categories.IP_ADDRESS, score, "four numbers up to 255");
    }

    /**
     * One of version 6.
     *
     * @param colon where its first colon is
     */
    static @Nullable Match version6(HalfWidthText text, int colon) {
        int start = groupStart(text, colon);
        char before = text.at(start - 1);
        if (start == colon
                || colon - start > 4
                || HalfWidthText.isLetterOrDigit(before)
                || before == ':'
                || before == '_'
                || before == '.') {
            return null;
        }
        int end = start;
        while (end < start + MOST && (HalfWidthText.isHex(text.at(end)) || text.at(end) == ':')) {
            end++;
        }
        if (HalfWidthText.isLetterOrDigit(text.at(end)) || text.at(end) == '_') {
            return null;
        }
        // A colon at the end belongs to the sentence.
        if (text.at(end - 1) == ':' && text.at(end - 2) != ':') {
            end--;
        }
        return isVersion6(text, start, end)
                ? new Match(start, end, Categories.IP_ADDRESS, 0.85, "groups of hexadecimal digits")
                : null;
    }

    /** Where the hexadecimal digits begin before a colon. */
    static int groupStart(HalfWidthText text, int colon) {
        int start = colon;
        while (start > colon - 5 && HalfWidthText.isHex(text.at(start - 1))) {
            start--;
        }
        return start;
    }

    private static boolean isVersion6(HalfWidthText text, int start, int end) {
        int groups = 0;
        int length = 0;
        int gaps = 0;
        boolean digit = false;
        for (int i = start; i <= end; i++) {
            if (i < end && text.at(i) != ':') {
                digit |= HalfWidthText.isDigit(text.at(i));
                length++;
                continue;
            }
            if (length > 4) {
                return false;
            }
            groups += length > 0 ? 1 : 0;
            gaps += length == 0 && i > start && i < end ? 1 : 0;
            length = 0;
        }
        // Without digits it is rather a name in a program, such as a::b.
        return digit && (gaps == 0 ? groups == 8 : gaps == 1 && groups < 8 && groups > 1);
    }
}
