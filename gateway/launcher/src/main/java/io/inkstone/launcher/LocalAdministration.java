package io.inkstone.launcher;

import io.inkstone.gateway.GatewayStartException;
import io.inkstone.gateway.StateAccess;
import io.inkstone.gateway.state.ApiKey;
import io.inkstone.gateway.state.Tenant;
import io.inkstone.orchestration.Limits;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Changes the state of a directory that no gateway runs on, holding it meanwhile. */
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
    public void putTenant(String id, TenantLimits limits) {
        with(state -> state.putTenant(
                id,
                new Limits(
                        orNone(limits.requestsPerMinute()),
                        orNone(limits.tokensPerMinute()),
                        orNone(limits.concurrency()),
                        orNone(limits.tokensPerDay()),
                        Limits.NONE),
                Set.of()));
    }

    @Override
    public List<String> tenants() {
        return with(state -> state.tenants().stream().map(Tenant::id).toList());
    }

    @SuppressWarnings("try") // the directory is held, not used
    private <T> T with(Function<StateAccess, T> work) {
        try (DataDirectory.Hold hold = directory.hold();
                StateAccess state = StateAccess.open(directory.path())) {
            return work.apply(state);
        } catch (GatewayStartException | IllegalArgumentException e) {
            throw new LaunchException(String.valueOf(e.getMessage()), e);
        }
    }

    private static long orNone(@Nullable Long limit) {
        return limit == null ? Limits.NONE : limit;
    }
}
