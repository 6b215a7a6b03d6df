package io.inkstone.guardrails.privacy;

import org.jspecify.annotations.Nullable;

/** Addresses of the web, and the names and passwords in them (RFC 3986). */
final class Urls {

    private static final int MOST_SCHEME = 24;
    private static final int MOST_AUTHORITY = 256;
    private static final int MOST = 480;

    private static final Signs SCHEME = Signs.wordAnd("+-.");
    private static final Signs URL = Signs.drawnBut("\"<>\\^`{|}");
    private static final Signs AUTHORITY = Signs.drawnBut("\"<>\\^`{|}/?#");

    /**
     * What a :// tells.
     *
     * @param credentials the name and the password before the host; null when there are none
     * @param url the whole; null when nobody asked for it
     * @param hostStart where the host begins, behind the sign @ that is none of mail
     */
    record Found(@Nullable Match credentials, @Nullable Match url, int hostStart) {}

    private Urls() {}

    /** Where the scheme begins that ends at a colon; the colon itself when there is none so short. */
    static int schemeStart(HalfWidthText text, int colon) {
        int start = colon;
        while (SCHEME.has(text.at(start - 1))) {
            start--;
            if (colon - start > MOST_SCHEME) {
                return colon;
            }
        }
        return start;
    }

    /**
     * Looks at a scheme's colon.
     *
     * @param whole whether to look for the end of the URL
     */
    static @Nullable Found at(HalfWidthText text, int colon, boolean whole) {
        if (text.at(colon + 1) != '/' || text.at(colon + 2) != '/') {
            return null;
        }
        int start = schemeStart(text, colon);
        if (start == colon) {
            return null;
        }
        int authority = colon + 3;
        int at = authority;
        int sign = -1;
        int secret = -1;
        while (at < authority + MOST_AUTHORITY && AUTHORITY.has(text.at(at))) {
            if (text.at(at) == '@') {
                sign = at;
            } else if (text.at(at) == ':' && secret < 0) {
                secret = at;
            }
            at++;
        }
        Match credentials = sign > secret + 1 && secret >= authority
                ? new Match(authority, sign, Categories.URL_CREDENTIALS, 0.95, "a name and a password before a host")
                : null;
        return new Found(credentials, whole ? url(text, start, at) : null, sign < 0 ? authority : sign + 1);
    }

    /** A domain without a scheme that begins with www. */
    static @Nullable Match bare(HalfWidthText text, int start) {
        int end = text.startsWith("www.", start) ? Emails.domainEnd(text, start) : 0;
        return end == 0 ? null : url(text, start, end);
    }

    private static Match url(HalfWidthText text, int start, int authorityEnd) {
        int end = authorityEnd;
        while (end < start + MOST && URL.has(text.at(end))) {
            end++;
        }
        while (end > start + 1 && ".,;:!?'\")]}".indexOf(text.at(end - 1)) >= 0) {
            end--;
        }
        return new Match(start, end, Categories.URL, 0.9, "an address of the web");
    }
}
