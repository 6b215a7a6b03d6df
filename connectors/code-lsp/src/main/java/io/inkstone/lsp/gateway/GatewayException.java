package io.inkstone.lsp.gateway;

import org.jspecify.annotations.Nullable;

/** A request to the gateway that went wrong. The message is for the person; it holds no text of theirs. */
public final class GatewayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final GatewayState state;
    private final int retryAfterSeconds;

    GatewayException(GatewayState state, String message, int retryAfterSeconds, @Nullable Throwable cause) {
        super(message, cause);
        this.state = state;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    GatewayException(GatewayState state, String message) {
        this(state, message, 0, null);
    }

    /** What it says of the gateway. */
    public GatewayState state() {
        return state;
    }

    /** When to ask again; 0 where it did not say. */
    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
