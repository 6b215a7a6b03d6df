package io.inkstone.evaluation;

import java.util.List;

/** How long answers took, in seconds: half of them at most so long, and 95 of 100. Both are 0 where there are none. */
record Latency(double p50, double p95, int of) {

    /** Of requests about workbooks that had been asked about before. */
    static Latency onKnownWorkbooks(List<Scored> answers) {
        double[] seconds = answers.stream()
                .flatMap(scored -> scored.attempts().stream())
                .filter(Attempt::known)
                .mapToDouble(Attempt::seconds)
                .sorted()
                .toArray();
        return new Latency(nearestRank(seconds, 0.5), nearestRank(seconds, 0.95), seconds.length);
    }

    private static double nearestRank(double[] sorted, double part) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(part * sorted.length) - 1];
    }
}
