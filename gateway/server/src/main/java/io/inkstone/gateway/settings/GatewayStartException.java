package io.inkstone.gateway.settings;

import org.jspecify.annotations.Nullable;

/** Why the gateway, or its state, cannot be opened: one line for the person who runs it, with the mend. */
public final class GatewayStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message one line, with the value, what was expected and the mend
     */
    public GatewayStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
