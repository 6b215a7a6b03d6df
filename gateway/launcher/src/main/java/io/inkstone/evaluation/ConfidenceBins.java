package io.inkstone.evaluation;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How often the assistant is right when it says that it is so sure. Only answers that showed a value count. */
record ConfidenceBins(List<Bin> bins) {

    private static final double[] EDGES = {0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1};

    /** Those from {@code from} up to {@code to}; the last bin includes its end. */
    record Bin(double from, double to, double meanConfidence, Proportion right) {}

    static ConfidenceBins of(List<Scored> answers) {
        List<Bin> bins = new ArrayList<>();
        for (int i = 0; i + 1 < EDGES.length; i++) {
            bins.add(bin(answers, EDGES[i], EDGES[i + 1]));
        }
        return new ConfidenceBins(bins);
    }

    private static Bin bin(List<Scored> answers, double from, double to) {
        double sum = 0;
        int all = 0;
        int right = 0;
        for (Scored scored : answers) {
            if (scored.outcome() instanceof Outcome.Answered answered
                    && answered.confidence().isPresent()) {
                double confidence = answered.confidence().getAsDouble();
                if (confidence >= from && (confidence < to || to == 1)) {
                    sum += confidence;
                    all++;
                    right += scored.verdict() == Verdict.CORRECT ? 1 : 0;
                }
            }
        }
        return new Bin(from, to, all == 0 ? 0 : sum / all, new Proportion(right, all));
    }

    /**
     * The mean distance between what was said and what was right, each bin by how many are in it (expected calibration
     * error: M. Naeini et al., AAAI 2015); 0 when there are none.
     */
    double expectedError() {
        int all = bins.stream().mapToInt(bin -> bin.right().of()).sum();
        double sum = bins.stream()
                .mapToDouble(bin -> bin.right().of() * Math.abs(bin.right().fraction() - bin.meanConfidence()))
                .sum();
        return all == 0 ? 0 : sum / all;
    }

    void print(PrintWriter out) {
        out.println("Confidence of the assistant's answers, and how many were correct");
        out.println();
        out.printf("%-14s%4s  %-10s%s%n", "from-to", "n", "mean", "correct");
        for (Bin bin : bins) {
            if (bin.right().of() > 0) {
                out.printf(
                        Locale.ROOT,
                        "%.2f-%.2f     %4d  %-10.2f%s%n",
                        bin.from(),
                        bin.to(),
                        bin.right().of(),
                        bin.meanConfidence(),
                        SetTable.percent(bin.right()));
            }
        }
        out.printf(Locale.ROOT, "Expected calibration error: %.3f%n%n", expectedError());
    }
}
