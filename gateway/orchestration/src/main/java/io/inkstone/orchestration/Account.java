package io.inkstone.orchestration;

import java.util.Objects;

/**
 * Somebody whose use is counted against limits of their own. A request counts on each account of its caller, and passes only
 * when all of them have room.
 *
 * @param kind whose
 * @param id the tenant, the key's identifier, or tenant and user; no secret
 * @param limits what may be used
 */
public record Account(Kind kind, String id, Limits limits) {

    /** Whose use an account counts. */
    public enum Kind {
        /** All of a tenant together. */
        TENANT,
        /** One API key. */
        KEY,
        /** One person that an identity provider names. */
        USER
    }

    /** Refuses nulls. */
    public Account {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(id);
        Objects.requireNonNull(limits);
    }
}
