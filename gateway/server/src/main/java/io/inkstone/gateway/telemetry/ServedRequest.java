package io.inkstone.gateway.telemetry;

import io.inkstone.orchestration.RequestScope;
import org.jspecify.annotations.Nullable;

/**
 * A request that is over.
 *
 * @param method the HTTP method, {@code _OTHER} for one that is not known
 * @param route the pattern of its route
 * @param status the HTTP status of the answer; 499 when the client went away
 * @param outcome {@code ok}, or the code of the error
 * @param tookNanos how long it took
 * @param overheadNanos the gateway's own part of the time to the first byte; null when no byte was written
 * @param scope null when it was not admitted
 */
public record ServedRequest(
        String requestId,
        String method,
        String route,
        int status,
        String outcome,
        long tookNanos,
        @Nullable Long overheadNanos,
        @Nullable RequestScope scope) {

    /** Keeps a code that is none to itself. */
    public ServedRequest {
        outcome = ErrorCode.told(outcome);
    }
}
