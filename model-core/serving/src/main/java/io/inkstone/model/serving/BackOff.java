package io.inkstone.model.serving;

import java.time.Duration;

/**
 * How long to wait before the next start of a process that ended.
 *
 * @param first the wait after the first end
 * @param most the longest wait; each further end doubles it up to here
 * @param healthyAfter a process that served this long begins anew at {@code first}
 */
record BackOff(Duration first, Duration most, Duration healthyAfter) {

    static final BackOff DEFAULT = new BackOff(Duration.ofMillis(200), Duration.ofSeconds(10), Duration.ofSeconds(60));

    /** The wait after so many ends in a row, at least 1. */
    Duration delay(int endsInARow) {
        long factor = 1L << Math.min(endsInARow - 1, 30);
        long millis = Math.min(most.toMillis(), first.toMillis() * factor);
        return Duration.ofMillis(millis);
    }
}
