package io.inkstone.guardrails;

/**
 * Something that a rail found in a text. It holds no word of the text, so that it may be logged.
 *
 * @param rail the rail's name
 * @param start where it begins in the text, in UTF-16 units
 * @param end where it ends, exclusive, after {@code start}
 * @param category what it is, in lower case with underscores, e.g. {@code email}, {@code prompt_injection}
 * @param score how sure the rail is, 0–1
 * @param why what speaks for it, without quoting the text
 */
public record Finding(String rail, int start, int end, String category, double score, String why) {

    /** Refuses spans that hold nothing and scores that are none. */
    public Finding {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("a finding from " + start + " to " + end);
        }
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("a score of " + score);
        }
    }

    /** The same, so much further on. */
    public Finding shifted(int by) {
        return new Finding(rail, start + by, end + by, category, score, why);
    }
}
