package io.inkstone.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.orchestration.Cancellation;
import io.inkstone.orchestration.OperationCall;
import io.inkstone.protocol.Sse;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Semaphore;

/**
 * An operation's events to a caller: {@code progress}, {@code partial}, and at last {@code result} or {@code error}. An
 * operation that is faster than its caller waits with a partial result, and skips progress. The listener's methods are
 * called on the operation's threads, the others on the event loop.
 */
final class EventStream implements OperationCall.Listener {

    private static final int MAX_UNDER_WAY = 64;

    private final RoutingContext ctx;
    private final HttpServerResponse response;
    private final Context eventLoop;
    private final Cancellation cancellation;
    private final Semaphore permits = new Semaphore(MAX_UNDER_WAY);

    EventStream(RoutingContext ctx, Cancellation cancellation) {
        this.ctx = ctx;
        this.response = ctx.response();
        this.eventLoop = ctx.vertx().getOrCreateContext();
        this.cancellation = cancellation;
    }

    @Override
    public void progress(double fraction, String message) {
        if (permits.tryAcquire()) {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("fraction", fraction).put("message", message);
            emit("progress", json);
        }
    }

    @Override
    public void partial(Object part) {
        JsonNode node = RecordWriter.node(part);
        ObjectNode json = node instanceof ObjectNode object
                ? object
                : JsonNodeFactory.instance.objectNode().set("text", node);
        try {
            permits.acquire();
            emit("partial", json);
        } catch (InterruptedException e) {
            // The operation meets the interrupt at its next step.
            Thread.currentThread().interrupt();
        }
    }

    /** The last event of a run that went well. */
    void result(ObjectNode output) {
        start();
        Exchange.of(ctx).finishing();
        response.end(Sse.encode("result", output));
    }

    /** The last event of a run that did not; before the first event, an ordinary error answer. */
    void error(Throwable failure) {
        if (!response.headWritten()) {
            ctx.fail(failure);
        } else if (!response.closed()) {
            String error = Sse.encode("error", Failures.inStream(ctx, failure).toJson());
            Exchange.of(ctx).finishing();
            response.end(error);
        }
    }

    private void emit(String event, ObjectNode json) {
        eventLoop.runOnContext(ignored -> {
            if (response.ended() || response.closed() || cancellation.isCancelled()) {
                permits.release();
                return;
            }
            start();
            response.write(Sse.encode(event, json)).onComplete(written -> permits.release());
        });
    }

    private void start() {
        if (!response.headWritten()) {
            response.setChunked(true)
                    .putHeader("content-type", Sse.CONTENT_TYPE)
                    .putHeader("x-accel-buffering", "no");
        }
    }
}
