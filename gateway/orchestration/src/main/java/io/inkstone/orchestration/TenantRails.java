package io.inkstone.orchestration;

import io.inkstone.guardrails.Policy;
import java.util.Objects;

/**
 * A tenant's guardrails.
 *
 * @param policy which rails look at what
 * @param maskKey what its placeholders hang on; a secret, at least 16 bytes, never written anywhere but into the state
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TenantRails(Policy policy, byte[] maskKey) {

    /** Where they are found; thread-safe, and never blocks. */
    @FunctionalInterface
    public interface Directory {
        /** Those of a tenant. */
        TenantRails of(String tenant);
    }

    /** Copies. */
    public TenantRails {
        Objects.requireNonNull(policy);
        maskKey = maskKey.clone();
        if (maskKey.length < 16) {
            throw new IllegalArgumentException("a mask key of " + maskKey.length + " bytes");
        }
    }
}
