package io.inkstone.gateway;

import io.inkstone.gateway.state.ApiKey;
import io.inkstone.gateway.state.State;
import io.inkstone.gateway.state.Tenant;
import io.inkstone.orchestration.Limits;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/**
 * The state of a gateway that does not run, for commands on its data folder. Holds the lock of the state until it is
 * closed, so no gateway can start meanwhile. Thread-safe; blocks.
 */
public final class StateAccess implements AutoCloseable {

    private final State state;
    private final Directory directory;

    private StateAccess(State state) {
        this.state = state;
        this.directory = new Directory(state, Clock.systemUTC());
    }

    /**
     * Opens the state; makes it when there is none.
     *
     * @throws GatewayStartException when a gateway runs on it, or it cannot be opened
     */
    public static StateAccess open(Path dataDir) {
        return new StateAccess(StateSource.open(dataDir, GatewayConfig.load(dataDir)));
    }

    /**
     * Makes a tenant, or changes what it may use.
     *
     * @param models the models that it may ask; empty for all
     * @throws IllegalArgumentException when the identifier is none, with words for the user
     */
    public Tenant putTenant(String id, Limits limits, Set<String> models) {
        return directory.putTenant(id, limits, models);
    }

    /** All tenants. */
    public List<Tenant> tenants() {
        return List.copyOf(directory.tenants());
    }

    /**
     * Makes a key, and its tenant, without limits, when there is none of that name.
     *
     * @throws IllegalArgumentException when the tenant's identifier is none, with words for the user
     */
    public ApiKey.WithSecret createKey(String tenant, String name) {
        return directory.createKey(tenant, name, false);
    }

    /** Makes a key that may administer the system. */
    public ApiKey.WithSecret createAdminKey(String name) {
        return directory.createKey(Tenant.ADMIN, name, true);
    }

    /** All keys that are not revoked. */
    public List<ApiKey> keys() {
        return List.copyOf(directory.keys());
    }

    /** Revokes a key; false when there is none of that identifier. */
    public boolean revokeKey(String id) {
        return directory.revokeKey(id);
    }

    @Override
    public void close() {
        state.close();
    }
}
