package io.inkstone.orchestration.quota;

import java.util.Arrays;

/**
 * An amount over the last 60 seconds, in steps of 100 ms. An amount counts until 60 seconds after the end of its step, so
 * that a limit holds in any 60 seconds. Takes memory only for steps in which something was used. Not thread-safe.
 */
final class SlidingWindow {

    static final long STEP_MILLIS = 100;
    static final int STEPS = 601;
    private static final int FEW = 4;

    /** A ring: from {@code first}, in the order of time. */
    private long[] steps = new long[FEW];

    private long[] amounts = new long[FEW];
    private int first;
    private int size;
    private long sum;

    /** Counts an amount and returns the step in which it is. */
    long add(long nowMillis, long amount) {
        advance(nowMillis);
        long step = Math.floorDiv(nowMillis, STEP_MILLIS);
        if (size > 0 && steps[index(size - 1)] >= step) {
            // The same step, or a clock that was set back.
            amounts[index(size - 1)] += amount;
        } else {
            if (size == steps.length) {
                resize(2 * size);
            }
            steps[index(size)] = step;
            amounts[index(size)] = amount;
            size++;
        }
        sum += amount;
        return steps[index(size - 1)];
    }

    /** Takes back what was counted in a step; without effect when it has left the window. */
    void remove(long step, long amount) {
        for (int i = size - 1; i >= 0 && steps[index(i)] >= step; i--) {
            if (steps[index(i)] == step) {
                amounts[index(i)] -= amount;
                sum -= amount;
            }
        }
    }

    long sum(long nowMillis) {
        advance(nowMillis);
        return sum;
    }

    /** How long until {@code amount} has left the window, when it holds no more than that, until it is empty. */
    long millisUntilFreed(long nowMillis, long amount) {
        advance(nowMillis);
        long freed = 0;
        for (int i = 0; i < size; i++) {
            freed += amounts[index(i)];
            if (freed >= amount) {
                return millisLeft(steps[index(i)], nowMillis);
            }
        }
        return millisUntilEmpty(nowMillis);
    }

    long millisUntilEmpty(long nowMillis) {
        advance(nowMillis);
        return size == 0 ? 0 : millisLeft(steps[index(size - 1)], nowMillis);
    }

    /** How long something counts that is added now, at most. */
    static long longestMillis() {
        return STEPS * STEP_MILLIS;
    }

    private static long millisLeft(long step, long nowMillis) {
        return (step + STEPS) * STEP_MILLIS - nowMillis;
    }

    private void advance(long nowMillis) {
        long step = Math.floorDiv(nowMillis, STEP_MILLIS);
        while (size > 0 && step - steps[first] >= STEPS) {
            sum -= amounts[first];
            first = (first + 1) % steps.length;
            size--;
        }
        if (size == 0 && steps.length > FEW) {
            steps = new long[FEW];
            amounts = new long[FEW];
            first = 0;
        }
    }

    private int index(int place) {
        return (first + place) % steps.length;
    }

    private void resize(int length) {
        long[] newSteps = Arrays.copyOf(steps, length);
        long[] newAmounts = Arrays.copyOf(amounts, length);
        for (int i = 0; i < size; i++) {
            newSteps[i] = steps[index(i)];
            newAmounts[i] = amounts[index(i)];
        }
        steps = newSteps;
        amounts = newAmounts;
        first = 0;
    }
}
