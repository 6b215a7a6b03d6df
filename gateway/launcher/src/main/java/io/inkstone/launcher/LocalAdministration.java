package io.inkstone.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import io.inkstone.gateway.StateAccess;
import io.inkstone.gateway.admin.Table;
import io.inkstone.gateway.settings.GatewayStartException;
import io.inkstone.gateway.state.ApiKey;
import io.inkstone.protocol.ApiException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Works on the state of a directory that no gateway runs on, holding it meanwhile. */
final class LocalAdministration implements Administration {

    private final DataDirectory directory;

    LocalAdministration(DataDirectory directory) {
        this.directory = directory;
    }

    @Override
    public NewKey createKey(String tenant, String name) {
        ApiKey.WithSecret made = with(state -> state.createKey(tenant, name));
        return new NewKey(made.key().id(), made.secret());
    }

    @Override
    public void revokeKey(String id) {
        if (!with(state -> state.revokeKey(id))) {
            throw new LaunchException(
                    "there is no key '" + id + "'; expected an id as printed by: ./inkstone key create");
        }
    }

    @Override
    public List<JsonNode> keys() {
        return with(StateAccess::describeKeys);
    }

    @Override
    public void putTenant(String id, Map<String, Long> limits, Set<String> models) {
        with(state -> state.putTenant(id, limits, models));
    }

    @Override
    public List<JsonNode> tenants() {
        return with(StateAccess::describeTenants);
    }

    @Override
    public JsonNode list(Listing listing, Map<String, String> query) {
        return table(listing, query).toJson();
    }

    @Override
    public String csv(Listing listing, Map<String, String> query) {
        return table(listing, query).toCsv();
    }

    private Table table(Listing listing, Map<String, String> query) {
        return with(state -> switch (listing) {
            case USAGE -> state.usage(query);
            case AUDIT -> state.audit(query);
            case CODE -> state.figures("code", query);
        });
    }

    @Override
    public Map<String, String> policies() {
        return with(StateAccess::policies);
    }

    @Override
    public void putPolicy(String tenant, String yaml) {
        with(state -> {
            state.putPolicy(tenant, yaml);
            return true;
        });
    }

    @Override
    public void removePolicy(String tenant) {
        if (!with(state -> state.removePolicy(tenant))) {
            throw new LaunchException("tenant '" + tenant + "' has no policy of its own; the standard one holds");
        }
    }

    @Override
    public boolean copyState(Path zip) {
        return with(state -> state.copy(zip));
    }

    @SuppressWarnings("try") // the directory is held, not used
    private <T> T with(Function<StateAccess, T> work) {
        try (DataDirectory.Hold hold = directory.hold();
                StateAccess state = StateAccess.open(directory.path())) {
            return work.apply(state);
        } catch (GatewayStartException | ApiException | IllegalArgumentException e) {
            throw new LaunchException(String.valueOf(e.getMessage()), e);
        }
    }
}
