package io.inkstone.model.serving;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps requests away from an engine while its process is down, and knows whether it can generate. The process itself is
 * kept alive by {@link SupervisedProcess}. Thread-safe.
 */
final class EngineSupervisor implements AutoCloseable {

    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(10);

    /** A batch of 64 tokens takes no longer than this, even on a slow machine with a large model. */
    private static final long BUSY_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final String model;
    private final Engine engine;
    private final Duration restartWait;
    private final LongSupplier nanoTime;
    private volatile long lastTokenNanos;
    private volatile long lastWorkNanos;
    private @Nullable CompletableFuture<Boolean> probing;

    /**
     * Supervises an engine.
     *
     * @param restartWait how long a request waits for an engine that is being started again
     */
    EngineSupervisor(String model, Engine engine, Duration restartWait, LongSupplier nanoTime) {
        this.model = model;
        this.engine = engine;
        this.restartWait = restartWait;
        this.nanoTime = nanoTime;
        this.lastTokenNanos = nanoTime.getAsLong() - FRESH_NANOS;
        this.lastWorkNanos = nanoTime.getAsLong() - BUSY_NANOS;
    }

    /** Starts the engine; completes when it has generated a token. */
    CompletableFuture<Void> start() {
        return engine.start().thenCompose(started -> probe()).thenAccept(generated -> {
            if (!generated) {
                throw new StartFailure("The engine of '" + model + "' loaded its model but generates nothing");
            }
        });
    }

    /** The engine, when it is up; 503 {@code engine_restarting} when it does not come up soon. */
    CompletableFuture<Engine> available() {
        CompletableFuture<Void> up = engine.whenUp();
        if (up.isDone()) {
            return CompletableFuture.completedFuture(engine);
        }
        return up.orTimeout(restartWait.toMillis(), TimeUnit.MILLISECONDS).handle((done, failure) -> {
            if (failure != null) {
                throw EngineErrors.restarting(model);
            }
            return engine;
        });
    }

    EngineAbilities abilities() {
        return engine.abilities();
    }

    Engine engine() {
        return engine;
    }

    /** A request's generation read some of its prompt. */
    void workSeen() {
        lastWorkNanos = nanoTime.getAsLong();
    }

    /** A request's generation gave a token. */
    void tokenSeen() {
        long now = nanoTime.getAsLong();
        lastTokenNanos = now;
        lastWorkNanos = now;
    }

    /**
     * Whether a token can be generated: one was, within the last seconds; or a request is under way; or one is generated
     * for it now.
     */
    CompletableFuture<Boolean> isHealthy(BooleanSupplier busy) {
        long now = nanoTime.getAsLong();
        if (!engine.whenUp().isDone()) {
            return CompletableFuture.completedFuture(false);
        }
        if (now - lastTokenNanos < FRESH_NANOS) {
            return CompletableFuture.completedFuture(true);
        }
        if (busy.getAsBoolean() && now - lastWorkNanos < BUSY_NANOS) {
            return CompletableFuture.completedFuture(true);
        }
        return probe();
    }

    private synchronized CompletableFuture<Boolean> probe() {
        CompletableFuture<Boolean> running = probing;
        if (running != null && !running.isDone()) {
            return running.copy();
        }
        CompletableFuture<Boolean> started = engine.probe()
                .orTimeout(PROBE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> false)
                .thenApply(generated -> {
                    if (generated) {
                        tokenSeen();
                    }
                    return generated;
                });
        probing = started;
        return started.copy();
    }

    @Override
    public void close() {
        engine.close();
    }
}
