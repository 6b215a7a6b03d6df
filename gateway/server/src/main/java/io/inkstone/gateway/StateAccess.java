package io.inkstone.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.inkstone.connector.FigureSheet;
import io.inkstone.gateway.admin.AdminRoutes;
import io.inkstone.gateway.admin.AuditRoute;
import io.inkstone.gateway.admin.FigureAnswers;
import io.inkstone.gateway.admin.KeyRoutes;
import io.inkstone.gateway.admin.Table;
import io.inkstone.gateway.admin.UsageRoutes;
import io.inkstone.gateway.connectors.PluginHost;
import io.inkstone.gateway.connectors.RailJars;
import io.inkstone.gateway.settings.GatewayConfig;
import io.inkstone.gateway.settings.GatewayStartException;
import io.inkstone.gateway.state.ApiKey;
import io.inkstone.gateway.state.LimitsJson;
import io.inkstone.gateway.state.State;
import io.inkstone.gateway.state.StateException;
import io.inkstone.gateway.state.Tenant;
import io.inkstone.gateway.tenancy.Directory;
import io.inkstone.gateway.tenancy.Policies;
import io.inkstone.guardrails.PolicyException;
import io.inkstone.orchestration.Limits;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The state of a gateway that does not run, for commands on its data folder. Holds the lock of the state until it is
 * closed, so no gateway can start meanwhile. Thread-safe; blocks.
 */
public final class StateAccess implements AutoCloseable {

    private final Path dataDir;
    private final State state;
    private final Directory directory;

    private StateAccess(Path dataDir, State state) {
        this.dataDir = dataDir;
        this.state = state;
        this.directory = new Directory(state, Clock.systemUTC());
    }

    /**
     * Opens the state; makes it when there is none.
     *
     * @throws GatewayStartException when a gateway runs on it, or it cannot be opened
     */
    public static StateAccess open(Path dataDir) {
        return new StateAccess(dataDir, StateSource.open(dataDir, GatewayConfig.load(dataDir)));
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

    /**
     * Makes a tenant, or sets what it may use.
     *
     * @param limits by the names of the administration API; what is not in it is not limited
     * @throws ApiException when a limit is none, with words for the user
     */
    public Tenant putTenant(String id, Map<String, Long> limits, Set<String> models) {
        return putTenant(id, LimitsJson.read(Json.MAPPER.valueToTree(limits), "limits"), models);
    }

    /** All tenants, as the administration API describes them. */
    public List<JsonNode> describeTenants() {
        return directory.tenants().stream().<JsonNode>map(AdminRoutes::describe).toList();
    }

    /** All keys that are not revoked, as the administration API describes them. */
    public List<JsonNode> describeKeys() {
        return directory.keys().stream()
                .<JsonNode>map(key -> KeyRoutes.describe(key, directory))
                .toList();
    }

    /**
     * What was used.
     *
     * @param query as the administration API takes it
     * @throws ApiException when it is not understood, with words for the user
     */
    public Table usage(Map<String, String> query) {
        return UsageRoutes.table(state.usage(), query, LocalDate.now(ZoneOffset.UTC));
    }

    /**
     * What a connector counted.
     *
     * @param query as the administration API takes it
     * @throws ApiException when it is not understood, with words for the user
     * @throws IllegalArgumentException when the connector counts nothing, with words for the user
     */
    public Table figures(String connector, Map<String, String> query) {
        try (PluginHost plugins = PluginHost.load(dataDir.resolve("plugins"))) {
            FigureSheet sheet = plugins.find(connector)
                    .map(PluginHost.Hosted::figures)
                    .filter(declared -> !declared.figures().isEmpty())
                    .orElseThrow(() -> new IllegalArgumentException(
                            "there is no connector '" + connector + "' that counts anything"));
            return new FigureAnswers(state.figures(), connector, sheet).table(query, LocalDate.now(ZoneOffset.UTC));
        }
    }

    /**
     * Audit records, the newest first.
     *
     * @param query as the administration API takes it
     * @throws ApiException when it is not understood, with words for the user
     */
    public Table audit(Map<String, String> query) {
        return AuditRoute.table(state.audit(), query);
    }

    /** What each tenant has written as its policy, by tenant. */
    public Map<String, String> policies() {
        return state.policies().all();
    }

    /**
     * Gives a tenant, or {@code *} for all, a policy.
     *
     * @throws IllegalArgumentException when there is no such tenant, or the policy cannot be used, with words for the user
     */
    public void putPolicy(String tenant, String policy) {
        if (!tenant.equals(Policies.ALL) && !directory.hasTenant(tenant)) {
            throw new IllegalArgumentException("there is no tenant '" + tenant + "'; '*' stands for all");
        }
        withPolicies(policies -> {
            policies.put(tenant, policy);
            return true;
        });
    }

    /** Takes a tenant's policy away; false when it has none. */
    public boolean removePolicy(String tenant) {
        return withPolicies(policies -> policies.remove(tenant));
    }

    private boolean withPolicies(Predicate<Policies> work) {
        try (RailJars jars = RailJars.load(dataDir.resolve("rails"))) {
            return work.test(new Policies(state, jars.reader(), Clock.systemUTC()));
        } catch (PolicyException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Copies the state into a zip.
     *
     * @return false when it is in PostgreSQL, which has its own backup
     * @throws GatewayStartException when there is no room
     */
    public boolean copy(Path zip) {
        if (state.isShared()) {
            return false;
        }
        try {
            Files.move(state.backUp(), zip, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (IOException | StateException e) {
            throw new GatewayStartException("The state cannot be copied to " + zip + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        state.close();
    }
}
