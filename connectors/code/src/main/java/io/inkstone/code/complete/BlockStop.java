package io.inkstone.code.complete;

import io.inkstone.code.syntax.Brackets;
import io.inkstone.connector.FillStop;

/** Stops a model at the end of the block that it writes, seen by indentation, or where it begins to repeat what follows. */
final class BlockStop implements FillStop {

    private static final int MOST_LINES = 30;

    private final Gap gap;

    /** Lines that are indented less are not of the block any more. */
    private final int least;

    /** The indentation of the line that closes the block; -1 where that is not in question. */
    private final int closer;

    private final String following;

    BlockStop(Gap gap) {
        this.gap = gap;
        boolean fresh = gap.atLineStart();
        String opener = fresh ? gap.previousLine() : gap.lineBefore();
        boolean opens = gap.opensBlock(opener);
        int outer = Gap.indentation(opener);
        this.least = opens ? outer + 1 : fresh ? Gap.indentation(gap.lineBefore()) : outer;
        boolean closedBelow = isCloser(gap.nextLine()) && Gap.indentation(gap.nextLine()) == outer;
        this.closer = opens && !closedBelow ? outer : -1;
        this.following = gap.nextLine().strip();
    }

    @Override
    public boolean enough(String text) {
        return end(text) >= 0;
    }

    /** The text up to the end of the block. */
    String cut(String text) {
        int end = end(text);
        return (end < 0 ? text : text.substring(0, end)).stripTrailing();
    }

    /** Where the block ends in a text of which the last line may be unfinished; -1 while it goes on. */
    private int end(String text) {
        int start = 0;
        for (int line = 0; ; line++) {
            int lineEnd = text.indexOf('\n', start);
            if (lineEnd < 0) {
                return -1;
            }
            String code = text.substring(start, lineEnd);
            // The first line goes on from the cursor, so its indentation is not its own.
            if (line > 0 && !code.isBlank()) {
                int indentation = Gap.indentation(code);
                if (indentation == closer && isCloser(code)) {
                    return lineEnd;
                }
                if (indentation < least || repeatsFollowing(code)) {
                    return start;
                }
            }
            if (line >= MOST_LINES || endsParagraph(text, start, lineEnd)) {
                return lineEnd;
            }
            start = lineEnd + 1;
        }
    }

    private boolean repeatsFollowing(String code) {
        return following.length() > 3 && code.strip().equals(following);
    }

    /** A blank line after whole statements: what follows is another thought. */
    private boolean endsParagraph(String text, int start, int lineEnd) {
        return start > 0
                && text.substring(start, lineEnd).isBlank()
                && !text.substring(0, start).isBlank()
                && closer < 0
                && Brackets.of(text.substring(0, start), gap.language()).balanced();
    }

    private static boolean isCloser(String line) {
        String code = line.strip();
        return !code.isEmpty() && ")]}".indexOf(code.charAt(0)) >= 0;
    }
}
