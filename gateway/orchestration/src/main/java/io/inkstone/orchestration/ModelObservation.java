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
 */
public record ModelObservation(
        ModelCall.Kind kind,
        String model,
        Usage usage,
        Duration took,
        Optional<Duration> timeToFirstChunk,
        Optional<String> error) {}
