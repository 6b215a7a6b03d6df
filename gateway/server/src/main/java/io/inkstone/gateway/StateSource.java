package io.inkstone.gateway;

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
    static State open(Path dataDir, GatewaySettings.StateSettings settings) {
        try {
            if (settings.url().isEmpty()) {
                return State.open(dataDir);
            }
            return State.connect(new DatabaseServer(
                    settings.url().get(), settings.user(), settings.password().orElse("")));
        } catch (StateException e) {
            throw new GatewayStartException(String.valueOf(e.getMessage()), e);
        }
    }
}
