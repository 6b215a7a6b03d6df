package io.inkstone.lsp.workspace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A run of lines of a file, as the words in it. */
final class Chunk {

    private static final int LEAST_LINES = 10;
    private static final int MOST_LINES = 36;
    private static final int MOST_CHUNKS = 400;
    private static final int COUNT_BITS = 6;
    private static final int MOST_COUNT = (1 << COUNT_BITS) - 1;

    private final int firstLine;
    private final int lines;
    private final int words;
    /** Sorted; a bucket above the count of its word. */
    private final int[] counts;

    private Chunk(int firstLine, int lines, int[] buckets) {
        this.firstLine = firstLine;
        this.lines = lines;
        this.words = buckets.length;
        int[] packed = new int[buckets.length];
        int size = 0;
        for (int at = 0; at < buckets.length; ) {
            int run = at;
            while (run < buckets.length && buckets[run] == buckets[at]) {
                run++;
            }
            packed[size++] = buckets[at] << COUNT_BITS | Math.min(MOST_COUNT, run - at);
            at = run;
        }
        this.counts = Arrays.copyOf(packed, size);
    }

    /** Cuts a text at empty lines and where a line begins at the left again. */
    static List<Chunk> of(List<String> lines) {
        List<Chunk> chunks = new ArrayList<>();
        int start = 0;
        for (int at = 1; at <= lines.size() && chunks.size() < MOST_CHUNKS; at++) {
            int length = at - start;
            boolean cut = at == lines.size()
                    || length >= MOST_LINES
                    || (length >= LEAST_LINES && begins(lines.get(at), lines.get(at - 1)));
            if (cut) {
                int[] words = Words.of(String.join("\n", lines.subList(start, at)));
                if (words.length > 0) {
                    chunks.add(new Chunk(start, length, words));
                }
                start = at;
            }
        }
        return chunks;
    }

    private static boolean begins(String line, String before) {
        return before.isBlank() && !line.isBlank();
    }

    int firstLine() {
        return firstLine;
    }

    int lines() {
        return lines;
    }

    int words() {
        return words;
    }

    /** Adds one, or takes one, at each of its words. */
    void count(int[] documents, int by) {
        for (int packed : counts) {
            documents[packed >>> COUNT_BITS] += by;
        }
    }

    /**
     * BM25 (Robertson and Zaragoza 2009), k1 = 1.2, b = 0.75.
     *
     * @param weights inverse document frequency of each wanted word, by bucket; 0 elsewhere
     */
    float score(float[] weights, float averageWords) {
        float norm = 1.2f * (0.25f + 0.75f * words / averageWords);
        float score = 0;
        for (int packed : counts) {
            float weight = weights[packed >>> COUNT_BITS];
            if (weight > 0) {
                float count = packed & MOST_COUNT;
                score += weight * count * 2.2f / (count + norm);
            }
        }
        return score;
    }
}
