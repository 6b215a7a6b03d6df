package io.inkstone.launcher;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keys and tenants of a data directory: asked of the gateway that runs on it, else changed in its state directly. */
sealed interface Administration permits RemoteAdministration, LocalAdministration {

    /** A key at the only moment at which its secret is known. */
    record NewKey(String id, String secret) {}

    /** What a tenant may use; null where nothing is limited. */
    record TenantLimits(
            @Nullable Long requestsPerMinute,
            @Nullable Long tokensPerMinute,
            @Nullable Long concurrency,
            @Nullable Long tokensPerDay) {}

    NewKey createKey(String tenant, String name);

    void revokeKey(String id);

    void putTenant(String id, TenantLimits limits);

    /** A line each. */
    List<String> tenants();

    static Administration of(DataDirectory directory) {
        Optional<DataDirectory.Run> run = directory.running();
        if (run.isEmpty()) {
            return new LocalAdministration(directory);
        }
        String key = directory
                .adminKey()
                .orElseThrow(() -> new LaunchException("there is no readable "
                        + directory.path().resolve("admin.key") + "; expected the administrator's key there"));
        return new RemoteAdministration(GatewayClient.local(run.get().port(), key));
    }
}
