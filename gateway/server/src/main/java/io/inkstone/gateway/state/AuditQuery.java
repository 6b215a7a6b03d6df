package io.inkstone.gateway.state;

import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Which audit records are asked for; null where nothing is asked.
 *
 * @param tenant whose
 * @param keyId of which key
 * @param operation of which operation
 * @param from the moment from which on
 * @param to the moment before which
 * @param after go on behind this record of the answer before
 * @param most records that come back, the newest first
 */
public record AuditQuery(
        @Nullable String tenant,
        @Nullable String keyId,
        @Nullable String operation,
        @Nullable Instant from,
        @Nullable Instant to,
        OptionalLong after,
        int most) {

    /** The newest of all. */
    public static AuditQuery newest(int most) {
        return new AuditQuery(null, null, null, null, null, OptionalLong.empty(), most);
    }
}
