package io.inkstone.orchestration;

import java.time.Duration;

/**
 * When an upstream that fails is left alone, in MicroProfile Fault Tolerance's terms.
 *
 * @param failureRatio the share of failures among the last attempts, above 0 and up to 1, from which on it is
 * @param requestVolumeThreshold how many attempts are looked at; with fewer it never is
 * @param delay for how long, at least 1 ms; trials follow
 * @param successThreshold how many trials there are; it is asked as usual again when they went well
 */
public record BreakerOptions(double failureRatio, int requestVolumeThreshold, Duration delay, int successThreshold) {

    /** Half of the last 20 attempts, five seconds, one trial. */
    public static final BreakerOptions USUAL = new BreakerOptions(0.5, 20, Duration.ofSeconds(5), 1);

    /** Refuses what can never open or close. */
    public BreakerOptions {
        if (!(failureRatio > 0 && failureRatio <= 1)) {
            throw new IllegalArgumentException(
                    "breaker.failure-ratio is " + failureRatio + "; it must be above 0 and at most 1");
        }
        if (requestVolumeThreshold < 1 || successThreshold < 1 || delay.toMillis() < 1) {
            throw new IllegalArgumentException("breaker.request-volume-threshold is " + requestVolumeThreshold
                    + ", breaker.success-threshold " + successThreshold + " and breaker.delay " + delay
                    + "; each must be at least 1, the delay in ms");
        }
    }
}
