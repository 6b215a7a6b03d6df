package io.inkstone.bench;

import java.util.Arrays;

/** Measured times in milliseconds, in the order in which they were taken. */
record Samples(double[] millis) {

    Samples {
        millis = millis.clone();
        if (millis.length == 0) {
            throw new IllegalArgumentException("no samples");
        }
    }

    double median() {
        return quantile(0.5);
    }

    double p95() {
        return quantile(0.95);
    }

    double p99() {
        return quantile(0.99);
    }

    /** The median over the rounds of how much longer this took than the other did in the same round. */
    double medianOver(Samples other) {
        double[] more = new double[millis.length];
        for (int i = 0; i < more.length; i++) {
            more[i] = millis[i] - other.millis[i];
        }
        return new Samples(more).median();
    }

    /** Between two neighbours in order, by proportion. */
    private double quantile(double p) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        double at = p * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
