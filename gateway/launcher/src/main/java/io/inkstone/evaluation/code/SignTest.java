package io.inkstone.evaluation.code;

/** The exact sign test, which for two systems on the same tasks is McNemar's (1947). */
final class SignTest {

    private SignTest() {}

    /**
     * How likely a split is at least as uneven if both sides were equally likely; 1 where there is none.
     *
     * @param one how often the one was better, at least 0
     * @param other how often the other was
     */
    static double twoSided(int one, int other) {
        int n = one + other;
        double logTerm = -n * Math.log(2);
        double tail = 0;
        for (int k = 0; k <= Math.min(one, other); k++) {
            tail += Math.exp(logTerm);
            logTerm += Math.log((n - k) / (k + 1.0));
        }
        return Math.min(1, 2 * tail);
    }
}
