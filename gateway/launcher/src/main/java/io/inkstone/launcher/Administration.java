package io.inkstone.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The administration of a data directory: asked of the gateway that runs on it, else done in its state directly. */
sealed interface Administration permits RemoteAdministration, LocalAdministration {

    /** A key at the only moment at which its secret is known. */
    record NewKey(String id, String secret) {}

    /** What can be listed, under the names of the administration API. */
    enum Listing {
        /** What was used, added up. */
        USAGE("usage"),
        /** Who did what, when and at what cost. */
        AUDIT("audit"),
        /** How much of the code that completion shows is taken and kept. */
        CODE("usage/code");

        private final String path;

        Listing(String path) {
            this.path = path;
        }

        String path() {
            return path;
        }
    }

    NewKey createKey(String tenant, String name);

    void revokeKey(String id);

    /** The keys, without their secrets. */
    List<JsonNode> keys();

    /**
     * Makes a tenant, or changes what it may use.
     *
     * @param limits by the names of the administration API; what is not in it is not limited
     * @param models the models that it may ask; empty for all
     */
    void putTenant(String id, Map<String, Long> limits, Set<String> models);

    List<JsonNode> tenants();

    /** Rows of a listing. */
    JsonNode list(Listing listing, Map<String, String> query);

    /** The same as CSV. */
    String csv(Listing listing, Map<String, String> query);

    /** What each tenant, and {@code *} for all, changes of the standard policy, as YAML by tenant. */
    Map<String, String> policies();

    void putPolicy(String tenant, String yaml);

    void removePolicy(String tenant);

    /** Copies the state as it is at one moment into a zip; false when it is in PostgreSQL, which has its own backup. */
    boolean copyState(Path zip);

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
