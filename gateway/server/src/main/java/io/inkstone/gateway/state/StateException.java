package io.inkstone.gateway.state;

/** Why a state cannot be opened, with words for whoever runs the system; never with a password. */
public final class StateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StateException(String message, Throwable cause) {
        super(message, cause);
    }

    StateException(String message) {
        super(message);
    }
}
