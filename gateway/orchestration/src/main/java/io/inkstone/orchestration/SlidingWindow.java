package io.inkstone.orchestration;

/**
 * An amount over the last 60 seconds, in steps of 100 ms. An amount counts until 60 seconds after the end of its step, so
 * that a limit holds in any 60 seconds. Not thread-safe.
 */
final class SlidingWindow {

    private static final long STEP_MILLIS = 100;
    private static final int STEPS = 601;

    private final long[] amounts = new long[STEPS];
    private long newestStep = Long.MIN_VALUE;
    private long sum;

    void add(long nowMillis, long amount) {
        advance(nowMillis);
        amounts[index(newestStep)] += amount;
        sum += amount;
    }

    long sum(long nowMillis) {
        advance(nowMillis);
        return sum;
    }

    /** How long until {@code amount} has left the window. */
    long millisUntilFreed(long nowMillis, long amount) {
        advance(nowMillis);
        long freed = 0;
        for (long step = newestStep - STEPS + 1; step <= newestStep; step++) {
            freed += amounts[index(step)];
            if (freed >= amount) {
                return (step + STEPS) * STEP_MILLIS - nowMillis;
            }
        }
        return STEPS * STEP_MILLIS;
    }

    private void advance(long nowMillis) {
        long step = Math.max(newestStep, Math.floorDiv(nowMillis, STEP_MILLIS));
        if (newestStep == Long.MIN_VALUE) {
            newestStep = step;
            return;
        }
        long first = Math.max(newestStep + 1, step - STEPS + 1);
        for (long expired = first; expired <= step; expired++) {
            sum -= amounts[index(expired)];
            amounts[index(expired)] = 0;
        }
        newestStep = step;
    }

    private static int index(long step) {
        return (int) Math.floorMod(step, (long) STEPS);
    }
}
