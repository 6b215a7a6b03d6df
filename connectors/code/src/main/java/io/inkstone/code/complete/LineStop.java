package io.inkstone.code.complete;

import io.inkstone.code.syntax.Brackets;
import io.inkstone.connector.FillStop;

/**
 * Stops a model at the end of the line that it completes. A line that was whole already may be followed by one further line: a
 * model that begins with a line end says so.
 */
final class LineStop implements FillStop {

    /** A line that is longer is no completion that anyone reads. */
    private static final int MOST_CHARS = 400;

    private static final int MOST_LINES_BEFORE = 3;

    private final Gap gap;
    private final String rest;

    LineStop(Gap gap) {
        this.gap = gap;
        this.rest = gap.lineAfter().strip();
    }

    @Override
    public boolean enough(String text) {
        int start = contentStart(text);
        if (start < 0) {
            return text.chars().filter(c -> c == '\n').count() > MOST_LINES_BEFORE || text.length() > MOST_CHARS;
        }
        return text.indexOf('\n', start) >= 0 || text.length() > MOST_CHARS || reachesRest(text);
    }

    /** The text up to the end of the line, without that end; comments above the line are left out. */
    String cut(String text) {
        int start = contentStart(text);
        if (start < 0) {
            return "";
        }
        int line = text.lastIndexOf('\n', start) + 1;
        int end = text.indexOf('\n', start);
        boolean commented = !text.substring(0, line).isBlank();
        return text.substring(commented ? line : 0, end < 0 ? text.length() : end);
    }

    /**
     * Where the first thing stands that is neither space nor a comment of its own line; -1 when there is none. Small models
     * like to announce in a comment what they write then, which completes nothing.
     */
    private int contentStart(String text) {
        int at = 0;
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else if (gap.atLineStart() && text.startsWith(gap.language().comment(), at)) {
                int end = text.indexOf('\n', at);
                if (end < 0) {
                    return -1;
                }
                at = end;
            } else {
                return at;
            }
        }
        return -1;
    }

    /** Whether the model has begun to repeat what stands after the cursor in its line. */
    private boolean reachesRest(String text) {
        return rest.length() > 1
                && text.endsWith(rest)
                && Brackets.of(text.substring(0, text.length() - rest.length()), gap.language())
                        .balanced();
    }
}
