package io.inkstone.model.serving;

import io.inkstone.protocol.ApiException;

/** What a caller is told when an engine fails. */
final class EngineErrors {

    /** Seconds in which an engine is usually back. */
    private static final int RESTART_SECONDS = 3;

    private EngineErrors() {}

    /** The engine's process is gone and comes back. */
    static ApiException restarting(String engine) {
        return ApiException.unavailable(
                "engine_restarting",
                "The engine of '" + engine + "' stopped and is being started again; ask again in a few seconds.",
                RESTART_SECONDS);
    }

    /** The engine answered that it could not. */
    static ApiException failed(String engine, String message) {
        return ApiException.internal("engine_error", "The engine of '" + engine + "' failed: " + message, null);
    }
}
