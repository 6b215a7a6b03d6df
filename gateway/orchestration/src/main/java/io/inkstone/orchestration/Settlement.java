package io.inkstone.orchestration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Usage;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The end of one call: its tokens counted, its reservation closed, its observation told. Lives on one context. */
final class Settlement {

    private final ModelCall call;
    private final String model;
    private final TokenBudget.Reservation reservation;
    private final Consumer<ModelObservation> observer;
    private final long startedNanos = System.nanoTime();
    private @Nullable Duration timeToFirstChunk;
    private @Nullable Usage usage;
    private int chunksWithText;

    Settlement(ModelCall call, String model, TokenBudget.Reservation reservation, Consumer<ModelObservation> observer) {
        this.call = call;
        this.model = model;
        this.reservation = reservation;
        this.observer = observer;
    }

    /** The call went well. */
    void settled(Usage used) {
        close(used, Optional.empty());
    }

    /** The call failed before it answered anything. */
    void failed(Throwable cause) {
        close(Usage.NONE, Optional.of(codeOf(cause)));
    }

    /** A part of a stream came. */
    void chunk(ObjectNode chunk) {
        if (timeToFirstChunk == null) {
            timeToFirstChunk = sinceStart();
        }
        if (chunk.path("usage").isObject()) {
            usage = Usage.fromJson(chunk.path("usage"));
        }
        if (!chunk.path("choices").isEmpty()) {
            chunksWithText++;
        }
    }

    /** A stream ended, or broke. Where no usage was told, each chunk counts as a token, which is what engines send. */
    void streamOver(Optional<Throwable> cause) {
        Usage told = usage;
        Usage used = told != null ? told : new Usage(PromptTokens.estimate(call.body()), chunksWithText, 0);
        close(used, cause.map(Settlement::codeOf));
    }

    private void close(Usage used, Optional<String> error) {
        reservation.settle(used.totalTokens());
        call.scope().count(model, used);
        call.cancellation().detach();
        observer.accept(new ModelObservation(
                call.kind(), model, used, sinceStart(), Optional.ofNullable(timeToFirstChunk), error));
    }

    private Duration sinceStart() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    private static String codeOf(Throwable cause) {
        return cause instanceof ApiException known ? known.code() : "internal_error";
    }
}
