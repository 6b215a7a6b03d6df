package io.inkstone.evaluation.guardrails;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How well found spans agree with those that are there, by type: exactly, or with any character in common.
 *
 * @param types by type, in alphabetical order
 */
public record SpanScore(Map<String, Tally> types) {

    /**
     * Counts of one type.
     *
     * @param gold spans that are there
     * @param found spans that were found
     * @param exact spans that are there and were found, with the same beginning and end
     * @param goldOverlapped spans that are there of which a found one has some of
     * @param foundOverlapping found spans that have some of one that is there
     */
    public record Tally(int gold, int found, int exact, int goldOverlapped, int foundOverlapping) {

        static final Tally NONE = new Tally(0, 0, 0, 0, 0);

        /** Spans count where they are the same. */
        public Figures exactly() {
            return Figures.of(exact, found, exact, gold);
        }

        /** Spans count where they overlap. */
        public Figures overlapping() {
            return Figures.of(foundOverlapping, found, goldOverlapped, gold);
        }

        Tally plus(Tally other) {
            return new Tally(
                    gold + other.gold,
                    found + other.found,
                    exact + other.exact,
                    goldOverlapped + other.goldOverlapped,
                    foundOverlapping + other.foundOverlapping);
        }
    }

    /** Precision, recall and their harmonic mean, 0–1; 1 where there is nothing to find and nothing was found. */
    public record Figures(double precision, double recall, double f1) {

        static Figures of(int right, int found, int hit, int gold) {
            double precision = found == 0 ? 1 : (double) right / found;
            double recall = gold == 0 ? 1 : (double) hit / gold;
            double sum = precision + recall;
            return new Figures(precision, recall, sum == 0 ? 0 : 2 * precision * recall / sum);
        }
    }

    /** Copies. */
    public SpanScore {
        types = Collections.unmodifiableMap(new TreeMap<>(types));
    }

    /**
     * Compares text by text.
     *
     * @param gold what is there, of each text
     * @param found what was found, of the same texts in the same order
     */
    public static SpanScore of(List<Set<TypedSpan>> gold, List<Set<TypedSpan>> found) {
        if (gold.size() != found.size()) {
            throw new IllegalArgumentException(
                    gold.size() + " texts with spans, but " + found.size() + " were looked at");
        }
        Map<String, Tally> types = new TreeMap<>();
        for (int i = 0; i < gold.size(); i++) {
            Set<TypedSpan> there = gold.get(i);
            Set<TypedSpan> seen = found.get(i);
            for (TypedSpan span : there) {
                int exact = seen.contains(span) ? 1 : 0;
                int overlapped = seen.stream().anyMatch(span::overlaps) ? 1 : 0;
                types.merge(span.type(), new Tally(1, 0, exact, overlapped, 0), Tally::plus);
            }
            for (TypedSpan span : seen) {
                int overlapping = there.stream().anyMatch(span::overlaps) ? 1 : 0;
                types.merge(span.type(), new Tally(0, 1, 0, 0, overlapping), Tally::plus);
            }
        }
        return new SpanScore(types);
    }

    /** All types together, each span counting as much as any other. */
    public Tally all() {
        return types.values().stream().reduce(Tally.NONE, Tally::plus);
    }

    /** A table for people, one line a type. */
    public String table() {
        StringBuilder table = new StringBuilder("type               gold found  exact P      R      F1   overlap F1\n");
        types.forEach((type, tally) -> table.append(line(type, tally)));
        return table.append(line("all", all())).toString();
    }

    private static String line(String type, Tally tally) {
        Figures exact = tally.exactly();
        return String.format(
                "%-17s %5d %5d   %6.4f %6.4f %6.4f       %6.4f%n",
                type,
                tally.gold(),
                tally.found(),
                exact.precision(),
                exact.recall(),
                exact.f1(),
                tally.overlapping().f1());
    }
}
