package io.inkstone.orchestration;

import io.inkstone.protocol.Usage;
import java.time.Duration;
import java.util.Optional;

/**
 * What one call of a model took; for metrics. Holds nothing that anyone wrote.
 *
 * @param kind which of OpenAI's routes
 * @param model the model that was asked
 * @param usage the tokens
 * @param took from the call to its end
 * @param timeToFirstChunk for a stream, from the call to its first chunk
 * @param error the code of the error that ended it; empty when it went well
 * @param upstream the name of the upstream that answered; empty when none did
 * @param attempts how often an upstream was asked
 */
public record ModelObservation(
        ModelCall.Kind kind,
        String model,
        Usage usage,
        Duration took,
        Optional<Duration> timeToFirstChunk,
        Optional<String> error,
        Optional<String> upstream,
        int attempts) {

    /** An observation that does not know yet who answered. */
    ModelObservation(
            ModelCall.Kind kind,
            String model,
            Usage usage,
            Duration took,
            Optional<Duration> timeToFirstChunk,
            Optional<String> error) {
        this(kind, model, usage, took, timeToFirstChunk, error, Optional.empty(), 0);
    }

    ModelObservation answered(Optional<String> byUpstream, int afterAttempts) {
        return new ModelObservation(kind, model, usage, took, timeToFirstChunk, error, byUpstream, afterAttempts);
    }
}
