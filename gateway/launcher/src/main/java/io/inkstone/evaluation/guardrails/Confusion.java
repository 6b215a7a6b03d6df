package io.inkstone.evaluation.guardrails;

import java.util.Locale;

/** What a classifier said against what is so: counts of the four cases. */
public record Confusion(int truePositives, int falsePositives, int falseNegatives, int trueNegatives) {

    /** Nothing seen yet. */
    static final Confusion NONE = new Confusion(0, 0, 0, 0);

    /** With one more case. */
    Confusion plus(boolean found, boolean is) {
        return new Confusion(
                truePositives + (found && is ? 1 : 0),
                falsePositives + (found && !is ? 1 : 0),
                falseNegatives + (!found && is ? 1 : 0),
                trueNegatives + (!found && !is ? 1 : 0));
    }

    /** The fraction of what was found that is so. */
    public double precision() {
        return (double) truePositives / Math.max(1, truePositives + falsePositives);
    }

    /** The fraction of what is so that was found. */
    public double recall() {
        return (double) truePositives / Math.max(1, truePositives + falseNegatives);
    }

    /** The harmonic mean of both. */
    public double f1() {
        return 2.0 * truePositives / Math.max(1, 2 * truePositives + falsePositives + falseNegatives);
    }

    /** The fraction that is right. */
    public double accuracy() {
        return (double) (truePositives + trueNegatives)
                / Math.max(1, truePositives + falsePositives + falseNegatives + trueNegatives);
    }

    /** The mean of F1 of both classes. */
    public double macroF1() {
        double other = 2.0 * trueNegatives / Math.max(1, 2 * trueNegatives + falsePositives + falseNegatives);
        return (f1() + other) / 2;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "precision %.3f, recall %.3f, F1 %.3f, macro-F1 %.3f, accuracy %.3f of %d",
                precision(),
                recall(),
                f1(),
                macroF1(),
                accuracy(),
                truePositives + falsePositives + falseNegatives + trueNegatives);
    }
}
