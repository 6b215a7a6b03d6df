package io.inkstone.model.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.GenerationRequest;
import io.inkstone.protocol.Sse;
import io.inkstone.protocol.Usage;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;

/**
 * Writes answers as server-sent events. The status goes out with the first of them, so that whatever fails before is a
 * plain error. While the client does not read, texts gather into one event: an answer is bounded by the context, and the
 * engine is not kept from other requests by a slow reader.
 */
final class StreamedAnswer implements AnswerSink {

    /** A client that takes nothing for so long is gone. */
    private static final long STALLED_MILLIS = 60_000;

    private final Vertx vertx;
    private final HttpServerResponse response;
    private final ReplyShape shape;
    private final boolean withUsage;
    private final boolean continuousUsage;
    private final StringBuilder gathered = new StringBuilder();
    private Usage usageSoFar = Usage.NONE;
    private int startedChoices;
    private boolean draining;

    StreamedAnswer(Vertx vertx, HttpServerResponse response, ReplyShape shape, GenerationRequest request) {
        this.vertx = vertx;
        this.response = response;
        this.shape = shape;
        this.withUsage = request.includeUsage();
        this.continuousUsage = request.continuousUsage();
    }

    @Override
    public void onText(int index, String text, Usage soFar) {
        begin(index);
        gathered.append(text);
        usageSoFar = soFar;
        if (!response.writeQueueFull()) {
            flush();
        } else if (!draining) {
            awaitDrain();
        }
    }

    private void awaitDrain() {
        draining = true;
        // The connection's close ends the generation as any client's going does.
        long timer = vertx.setTimer(STALLED_MILLIS, id -> response.reset());
        response.drainHandler(drained -> {
            vertx.cancelTimer(timer);
            draining = false;
            flush();
        });
    }

    private void begin(int index) {
        if (!response.headWritten()) {
            response.putHeader("Content-Type", Sse.CONTENT_TYPE)
                    .putHeader("Cache-Control", "no-store")
                    .setChunked(true);
        }
        if (index == startedChoices) {
            startedChoices++;
            shape.start(index).ifPresent(this::write);
        }
    }

    private void flush() {
        if (gathered.length() > 0) {
            ObjectNode delta = shape.delta(startedChoices - 1, gathered.toString());
            if (continuousUsage) {
                delta.set("usage", usageSoFar.toJson());
            }
            write(delta);
            gathered.setLength(0);
        }
    }

    @Override
    public void onChoiceEnd(int index, String finishReason) {
        begin(index);
        flush();
        write(shape.end(index, finishReason));
    }

    @Override
    public void onEnd(Usage usage) {
        if (withUsage) {
            write(shape.usage(usage));
        }
        if (!response.closed()) {
            response.end(Sse.encodeDone());
        }
    }

    @Override
    public void onError(ApiException error) {
        if (!response.headWritten()) {
            HttpReplies.error(response, error);
        } else if (!response.closed()) {
            response.end(Sse.encode(error.toJson()));
        }
    }

    private void write(JsonNode event) {
        if (!response.closed()) {
            response.write(Sse.encode(event));
        }
    }
}
