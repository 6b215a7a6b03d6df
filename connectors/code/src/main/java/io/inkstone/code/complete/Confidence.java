package io.inkstone.code.complete;

import io.inkstone.code.syntax.SyntaxErrors;
import java.util.regex.Pattern;

/**
 * How likely a text is to be what the person wants, by what is known of it without the model's own probabilities. A logistic
 * curve: a term falls with the number of words, each of which may be wrong; the rest weighs what code has found out. Fitted by eye
 * to 88 lines of the public sets that the figures are not measured on.
 */
final class Confidence {

    private static final double ONE_WORD = 3.0;
    private static final double EACH_DOUBLING = 1.15 * Math.log(2);

    /** Longer lines are not told apart. */
    private static final int MOST_WORDS = 25;

    private static final double CURES = 1.0;
    private static final double LEAVES_ERRORS = -1.0;
    private static final double DOUBT = -0.7;
    private static final int MOST_DOUBTS = 2;
    private static final double MENDED = -0.7;
    private static final double NOT_FIRST = -0.3;
    private static final double ALL_AGREE = 1.0;

    private static final Pattern WORD = Pattern.compile("\\w+|[^\\w\\s]");

    private Confidence() {}

    /**
     * What ranks texts for one place, in logits. Their length is left out: a short one is not better than a long one that it begins.
     *
     * @param good what the judge found
     * @param allowed what is wrong with the file whatever stands in the gap
     * @param first whether the model wrote it when it was asked for its likeliest
     * @param agreement how many of the other askings gave the same, 0 to 1
     */
    static double weight(Judged.Good good, SyntaxErrors allowed, boolean first, double agreement) {
        boolean cures = good.errors().compareTo(allowed) < 0;
        boolean leavesErrors = !cures && good.errors().count() > 0;
        return (cures ? CURES : 0)
                + (leavesErrors ? LEAVES_ERRORS : 0)
                + DOUBT * Math.min(MOST_DOUBTS, good.doubts())
                + (good.mended() ? MENDED : 0)
                + (first ? 0 : NOT_FIRST)
                + ALL_AGREE * agreement;
    }

    /** The probability, 0 to 1, of a text of that weight. */
    static double of(double weight, String text) {
        String line = text.strip().lines().findFirst().orElse("");
        long words = Math.min(MOST_WORDS, WORD.matcher(line).results().count());
        double doublings = Math.log(Math.max(1, words)) / Math.log(2);
        return 1 / (1 + Math.exp(-(ONE_WORD - EACH_DOUBLING * doublings + weight)));
    }
}
