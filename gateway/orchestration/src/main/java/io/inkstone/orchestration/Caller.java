package io.inkstone.orchestration;

import java.util.Objects;
import java.util.Set;

/**
 * Who sends a request, as the edge found out.
 *
 * @param tenant the identifier of the tenant
 * @param keyId the identifier of the API key, which is no secret
 * @param admin whether the caller may administer the system
 * @param limits what the tenant may use
 * @param models the models that the tenant may ask; empty for all
 */
public record Caller(String tenant, String keyId, boolean admin, Limits limits, Set<String> models) {

    /** Copies the set. */
    public Caller {
        Objects.requireNonNull(tenant);
        Objects.requireNonNull(keyId);
        Objects.requireNonNull(limits);
        models = Set.copyOf(models);
    }

    /** Whether the tenant may ask this model. */
    boolean mayAsk(String model) {
        return models.isEmpty() || models.contains(model);
    }
}
