package io.inkstone.gateway.state;

import io.inkstone.orchestration.Limits;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An organisation, or a part of one, whose requests are counted together.
 *
 * @param id lower-case letters, digits and hyphens
 * @param limits what it may use
 * @param models the models that it may ask; empty for all
 * @param operations the operations that it may use, as audit records name them; empty for all
 * @param userLimits what each user may use that an access token names
 * @param keyLimits what each API key may use, and each client that acts for itself, where it has no limit of its own
 * @param createdAt when it was made
 */
public record Tenant(
        String id,
        Limits limits,
        Set<String> models,
        Set<String> operations,
        Limits userLimits,
        Limits keyLimits,
        Instant createdAt) {

    /** The tenant of those who run the system. */
    public static final String ADMIN = "admin";

    /** Stands for a tenant where the gateway itself asks; no tenant's identifier holds a dot. */
    public static final String SYSTEM = ".system";

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    /** Checks the identifier and copies. */
    public Tenant {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("tenant '" + id
                    + "' must start with a lower-case letter or digit and hold only lower-case letters, digits and"
                    + " hyphens, at most 64");
        }
        Objects.requireNonNull(limits);
        models = Names.checked("models", models);
        operations = Names.checked("operations", operations);
        Objects.requireNonNull(userLimits);
        Objects.requireNonNull(keyLimits);
        Objects.requireNonNull(createdAt);
    }

    /** A tenant that may use all operations, without limits for one user or key. */
    public static Tenant of(String id, Limits limits, Set<String> models, Instant createdAt) {
        return new Tenant(id, limits, models, Set.of(), Limits.UNLIMITED, Limits.UNLIMITED, createdAt);
    }
}
