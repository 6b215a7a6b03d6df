package io.inkstone.evaluation;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Ends the waiting for a computation of POI, which cannot be ended itself. */
final class Deadline {

    static final Duration LIMIT = Duration.ofSeconds(10);

    private Deadline() {}

    /** What it gives, or empty when it takes too long. */
    static <T> Optional<T> within(Supplier<T> computation) {
        CompletableFuture<T> computed = CompletableFuture.supplyAsync(computation);
        try {
            return Optional.of(
                    computed.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join());
        } catch (CompletionException e) {
            if (e.getCause() instanceof TimeoutException) {
                return Optional.empty();
            }
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
