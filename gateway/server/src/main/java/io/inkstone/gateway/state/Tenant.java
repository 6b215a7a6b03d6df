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
 * @param createdAt when it was made
 */
public record Tenant(String id, Limits limits, Set<String> models, Instant createdAt) {

    /** The tenant of those who run the system. */
    public static final String ADMIN = "admin";

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    /** Checks the identifier and copies. */
    public Tenant {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("tenant '" + id
                    + "' must start with a lower-case letter or digit and hold only lower-case letters, digits and"
                    + " hyphens, at most 64");
        }
        Objects.requireNonNull(limits);
        models = Set.copyOf(models);
        Objects.requireNonNull(createdAt);
        for (String model : models) {
            if (model.isBlank() || model.contains("\n") || model.length() > 128) {
                throw new IllegalArgumentException("'" + model + "' is no name of a model");
            }
        }
        if (String.join("\n", models).length() > 4096) {
            throw new IllegalArgumentException("the names of the models are longer than 4096 characters together");
        }
    }
}
