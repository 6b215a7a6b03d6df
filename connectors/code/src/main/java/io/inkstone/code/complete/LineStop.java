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
            return text.chars().filter(c -> c == '\n').count() > 3;
        }
        return text.indexOf('\n', start) >= 0 || text.length() > MOST_CHARS || reachesRest(text);
    }

    /** The text up to the end of the line, without that end. */
    static String cut(String text) {
        int start = contentStart(text);
        int end = start < 0 ? 0 : text.indexOf('\n', start);
        return end < 0 ? text : text.substring(0, end);
    }

    /** Where the first thing stands that is no space; -1 when there is none. */
    private static int contentStart(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!Character.isWhitespace(text.charAt(i))) {
                return i;
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
