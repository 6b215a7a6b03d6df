package io.inkstone.orchestration;

import java.time.Clock;
import java.util.Arrays;

/**
 * Keeps retries from making the load on a failing upstream worse: in ten seconds they are at most a share of its requests,
 * and a few. Thread-safe.
 */
final class RetryBudget {

    private static final int SECONDS = 10;

    private final RetryOptions options;
    private final Clock clock;
    private final int[] asked = new int[SECONDS];
    private final int[] taken = new int[SECONDS];
    private long newestSecond = Long.MIN_VALUE;

    RetryBudget(RetryOptions options, Clock clock) {
        this.options = options;
        this.clock = clock;
    }

    /** Counts a request that is no retry. */
    synchronized void asked() {
        asked[slot()]++;
    }

    /** Whether one more retry is allowed; it counts as done then. */
    synchronized boolean tryTake() {
        int now = slot();
        double allowed = options.budgetFloor()
                + options.budgetRatio() * Arrays.stream(asked).sum();
        if (Arrays.stream(taken).sum() + 1 > allowed) {
            return false;
        }
        taken[now]++;
        return true;
    }

    private int slot() {
        long second = Math.max(newestSecond, Math.floorDiv(clock.millis(), 1000L));
        long firstExpired = Math.max(newestSecond + 1, second - SECONDS + 1);
        for (long expired = firstExpired; newestSecond != Long.MIN_VALUE && expired <= second; expired++) {
            asked[Math.floorMod(expired, SECONDS)] = 0;
            taken[Math.floorMod(expired, SECONDS)] = 0;
        }
        newestSecond = second;
        return Math.floorMod(second, SECONDS);
    }
}
