package io.inkstone.evaluation.code;

import io.inkstone.evaluation.EvaluationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A file into which a person types: stretches of lines are taken out, one at a time, and typed again where they stood, as a
 * person writes some lines on end and then goes on elsewhere.
 *
 * @param text the whole file
 * @param places the lines that are typed, in the order of typing
 */
record TypedFile(String text, List<Place> places) {

    /** About 1,500 tokens of prompt, with what stands behind the cursor. */
    private static final int LEAST_BEFORE_CHARS = 5000;

    private static final int LEAST_AFTER_CHARS = 100;
    private static final int STRETCH_LINES = 8;

    /**
     * A line.
     *
     * @param start where its indentation ends
     * @param end where its line end is
     * @param stretchEnd where the stretch ends that is being typed: what stands from there on is behind the cursor
     */
    record Place(int start, int end, int stretchEnd) {}

    TypedFile {
        places = List.copyOf(places);
    }

    /** Chooses the stretches: with enough text on both sides. */
    static TypedFile of(Path file, int lines, long seed) {
        String text;
        try {
            text = Files.readString(file).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new EvaluationException("cannot read " + file + "; expected a source file to type in", e);
        }
        List<List<Place>> stretches = stretches(text);
        Collections.shuffle(stretches, new Random(seed));
        List<Place> places = stretches.stream().flatMap(List::stream).toList();
        return new TypedFile(text, places.subList(0, Math.min(lines, places.size())));
    }

    /** The first place of each stretch: there the engine has not read the prompt. */
    List<Place> starts() {
        Set<Integer> stretches = new HashSet<>();
        return places.stream()
                .filter(place -> stretches.add(place.stretchEnd()))
                .toList();
    }

    private static List<List<Place>> stretches(String text) {
        List<List<Place>> stretches = new ArrayList<>();
        int at = text.indexOf('\n', LEAST_BEFORE_CHARS) + 1;
        while (at > 0) {
            int end = at;
            List<int[]> lines = new ArrayList<>();
            while (lines.size() < STRETCH_LINES && text.indexOf('\n', end) >= 0) {
                int lineEnd = text.indexOf('\n', end);
                String line = text.substring(end, lineEnd);
                lines.add(new int[] {end + line.length() - line.stripLeading().length(), lineEnd});
                end = lineEnd + 1;
            }
            int stretchEnd = end - 1;
            if (lines.size() < STRETCH_LINES || text.length() - end < LEAST_AFTER_CHARS) {
                break;
            }
            stretches.add(lines.stream()
                    .filter(line -> line[0] < line[1])
                    .map(line -> new Place(line[0], line[1], stretchEnd))
                    .toList());
            at = end;
        }
        return stretches;
    }
}
