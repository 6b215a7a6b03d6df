package io.inkstone.orchestration;

import java.time.Duration;
import java.util.Map;

/**
 * How long an upstream may take; each at least 1 ms and at most 24 days.
 *
 * @param connect for a connection
 * @param firstChunk of a stream, until its first chunk; an upstream says nothing of a whole answer before it is complete,
 *     so that only {@code whole} bounds one
 * @param idle of a stream, between two chunks; a caller who does not read stops this clock
 * @param whole for one attempt, from its start to its end
 */
public record UpstreamTimeouts(Duration connect, Duration firstChunk, Duration idle, Duration whole) {

    /** Long enough for a long prompt on a slow machine. */
    public static final UpstreamTimeouts USUAL = new UpstreamTimeouts(
            Duration.ofSeconds(3), Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ofMinutes(10));

    /** Refuses times that no timer can hold. */
    public UpstreamTimeouts {
        Map.of("connect-timeout", connect, "first-chunk-timeout", firstChunk, "idle-timeout", idle, "timeout", whole)
                .forEach((name, time) -> {
                    if (time.toMillis() < 1 || time.toMillis() > Integer.MAX_VALUE) {
                        throw new IllegalArgumentException(
                                name + " is " + time + "; it must be between 1 ms and 24 days");
                    }
                });
    }
}
