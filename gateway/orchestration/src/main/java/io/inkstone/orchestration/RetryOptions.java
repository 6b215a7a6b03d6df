package io.inkstone.orchestration;

import java.time.Duration;

/**
 * How often a failed call is sent again to an upstream that was asked for it already. Asking another upstream is no retry.
 *
 * @param maxRetries for one call; 0 for none
 * @param backOff before the first retry, at least 1 ms; doubled before each further one, of which a random half is left out
 * @param maxDelay the longest wait for a retry; an upstream that asks for more with {@code Retry-After} is not waited for
 * @param budgetRatio the share of an upstream's requests in the last ten seconds that may be retried or hedged, 0 to 1
 * @param budgetFloor how many may be in ten seconds however few requests there were, 0 for none
 */
public record RetryOptions(int maxRetries, Duration backOff, Duration maxDelay, double budgetRatio, int budgetFloor) {

    /** Two retries within two seconds each, for a fifth of the requests. */
    public static final RetryOptions USUAL = new RetryOptions(2, Duration.ofMillis(100), Duration.ofSeconds(2), 0.2, 3);

    /** Refuses what is out of bounds. */
    public RetryOptions {
        if (maxRetries < 0 || maxRetries > 10) {
            throw new IllegalArgumentException("retry.max-retries is " + maxRetries + "; it must be from 0 to 10");
        }
        if (backOff.toMillis() < 1 || maxDelay.toMillis() < 1 || maxDelay.toMillis() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("retry.back-off is " + backOff + " and retry.max-delay " + maxDelay
                    + "; each must be between 1 ms and 24 days");
        }
        if (!(budgetRatio >= 0 && budgetRatio <= 1) || budgetFloor < 0) {
            throw new IllegalArgumentException("retry.budget-ratio is " + budgetRatio + " and retry.budget-floor "
                    + budgetFloor + "; expected 0 to 1, and 0 or more");
        }
    }
}
