package io.inkstone.gateway;

import io.inkstone.gateway.settings.GatewaySettings;
import io.inkstone.gateway.settings.GatewayStartException;
import io.inkstone.gateway.state.DatabaseServer;
import io.inkstone.gateway.state.State;
import io.inkstone.gateway.state.StateException;
import java.nio.file.Path;

/** Which state a gateway works on: the server that is configured, else the file in its data folder. */
final class StateSource {

    private StateSource() {}

    /**
     * Opens it.
     *
     * @throws GatewayStartException when it cannot be opened
     */
    static State open(Path dataDir, GatewaySettings gateway) {
        try {
            requireCounters(gateway);
            GatewaySettings.StateSettings settings = gateway.state();
            if (settings.url().isEmpty()) {
                return State.open(dataDir);
            }
            return State.connect(new DatabaseServer(
                    settings.url().get(), settings.user(), settings.password().orElse("")));
        } catch (StateException e) {
            throw new GatewayStartException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Several gateways that count each by itself would let a tenant use its limits several times. */
    private static void requireCounters(GatewaySettings settings) {
        if (!settings.replicas()) {
            return;
        }
        if (settings.state().url().isEmpty()) {
            throw new GatewayStartException(
                    "inkstone.gateway.replicas is true, but the state is a file that one gateway opens; name a PostgreSQL"
                            + " server in inkstone.gateway.state.url.",
                    null);
        }
        if (settings.quotas().redis().url().isEmpty()) {
            throw new GatewayStartException(
                    "inkstone.gateway.replicas is true, but each gateway would count its tenants' use by itself; name a Redis"
                            + " server for the counters in inkstone.gateway.quotas.redis.url.",
                    null);
        }
    }
}
