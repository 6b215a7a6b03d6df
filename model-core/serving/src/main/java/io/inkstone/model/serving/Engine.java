package io.inkstone.model.serving;

import io.inkstone.protocol.ApiException;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * One model in a supervised process. Thread-safe. Requests fail with 503 {@code engine_restarting} while the process is
 * down, and when it ends under them.
 */
interface Engine extends AutoCloseable {

    /** What it can do; constant. */
    EngineAbilities abilities();

    /** What it has done. */
    EngineCounters counters();

    /** Starts the process; completes when the model is loaded, or with a {@link ProcessFailure}. Called once. */
    CompletableFuture<Void> start();

    /** Completes when the engine takes requests: at once, or after the restart that is under way. */
    CompletableFuture<Void> whenUp();

    /** How many tokens a prompt has, with the one that begins a text. */
    CompletableFuture<Integer> countTokens(String prompt);

    /**
     * Generates; at most one at a time and, where there are several slots, an urgent one beside it. Callers queue.
     *
     * @throws ApiException 503 when the process is down
     */
    Generation generate(EngineRequest request, GenerationListener listener);

    /** Generates one token without a loss of what is cached. Completes with whether it came. */
    CompletableFuture<Boolean> probe();

    /** The process's id, while there is one. */
    OptionalLong pid();

    @Override
    void close();
}
