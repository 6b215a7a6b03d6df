package io.inkstone.model.serving;

import io.inkstone.model.catalog.ModelEntry;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.EmbeddingRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The embedding model that is served, with its limits. Thread-safe. */
record EmbeddingService(ModelEntry entry, EmbeddingEngine engine, RequestQueue queue, Duration restartWait) {

    /** Longer texts are cut into parts of 510 tokens whose vectors are averaged; this many characters is the most. */
    static final int MAX_TEXT_CHARS = 32_768;

    /** The most characters of all texts together: about a minute's work on two cores. */
    static final int MAX_REQUEST_CHARS = 262_144;

    /**
     * Refuses what would take too long, or is not to be had.
     *
     * @throws ApiException 400
     */
    void check(EmbeddingRequest request) {
        if (request.dimensions().orElse(entry.dimensions()) != entry.dimensions()) {
            throw ApiException.invalidRequest(
                    "invalid_value",
                    "dimensions",
                    "'dimensions' is " + request.dimensions().getAsInt() + ", but the vectors of '" + entry.name()
                            + "' have " + entry.dimensions() + ".");
        }
        long sum = 0;
        for (int i = 0; i < request.inputs().size(); i++) {
            int length = request.inputs().get(i).length();
            sum += length;
            if (length > MAX_TEXT_CHARS || sum > MAX_REQUEST_CHARS) {
                throw ApiException.invalidRequest(
                        "context_length_exceeded",
                        "input",
                        "The text " + i + " has " + length + " characters, and those up to it " + sum + " together; "
                                + MAX_TEXT_CHARS + " for one and " + MAX_REQUEST_CHARS
                                + " for all are taken. Cut it into chunks, or send fewer at once.");
            }
        }
    }

    /** Completes when the engine takes requests, or with 503. */
    CompletableFuture<Void> available() {
        CompletableFuture<Void> up = engine.whenUp();
        if (up.isDone()) {
            return up;
        }
        return up.orTimeout(restartWait.toMillis(), TimeUnit.MILLISECONDS).handle((done, failure) -> {
            if (failure != null) {
                throw EngineErrors.restarting(entry.name());
            }
            return null;
        });
    }
}
