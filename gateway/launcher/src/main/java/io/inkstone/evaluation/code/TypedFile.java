package io.inkstone.evaluation.code;

import io.inkstone.evaluation.EvaluationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A file into which a person types: some of its lines are taken out one at a time and typed again where they stood.
 *
 * @param text the whole file
 * @param places the lines that are typed, in the order of typing
 */
record TypedFile(String text, List<Place> places) {

    /** About 1,500 tokens stand before the cursor, as three to four characters are one. */
    private static final int LEAST_BEFORE_CHARS = 5000;

    private static final int LEAST_AFTER_CHARS = 100;
    private static final int LEAST_LINE_CHARS = 12;

    /**
     * A line.
     *
     * @param start where its indentation ends
     * @param end where its line end is
     */
    record Place(int start, int end) {}

    TypedFile {
        places = List.copyOf(places);
    }

    /** Chooses the lines: with enough text on both sides, and with code in them. */
    static TypedFile of(Path file, int lines, long seed) {
        String text;
        try {
            text = Files.readString(file).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new EvaluationException("cannot read " + file + "; expected a source file to type in", e);
        }
        List<Place> all = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            end = end < 0 ? text.length() : end;
            String line = text.substring(at, end);
            int start = at + line.length() - line.stripLeading().length();
            boolean code = !line.strip().startsWith("*") && !line.strip().startsWith("/");
            if (code
                    && end - start >= LEAST_LINE_CHARS
                    && at >= LEAST_BEFORE_CHARS
                    && text.length() - end > LEAST_AFTER_CHARS) {
                all.add(new Place(start, end));
            }
            at = end + 1;
        }
        Collections.shuffle(all, new Random(seed));
        return new TypedFile(text, all.subList(0, Math.min(lines, all.size())));
    }
}
