package io.inkstone.gateway.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.gateway.edge.Exchange;
import io.inkstone.gateway.edge.Failures;
import io.inkstone.gateway.edge.SseResponse;
import io.inkstone.orchestration.Cancellation;
import io.inkstone.orchestration.OperationCall;
import io.inkstone.protocol.Sse;
import io.vertx.ext.web.RoutingContext;

/**
 * An operation's events to a caller: {@code progress}, {@code partial}, and at last {@code result} or {@code error}. An
 * operation that is faster than its caller waits with a partial result, and skips progress. The listener's methods are
 * called on the operation's threads, the others on the event loop.
 */
final class EventStream implements OperationCall.Listener {

    private final RoutingContext ctx;
    private final SseResponse events;

    EventStream(RoutingContext ctx, Cancellation cancellation) {
        this.ctx = ctx;
        this.events = new SseResponse(ctx, cancellation);
    }

    @Override
    public void progress(double fraction, String message) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("fraction", fraction).put("message", message);
        events.tryEmit(Sse.encode("progress", json));
    }

    @Override
    public void partial(Object part) {
        JsonNode node = RecordWriter.node(part);
        ObjectNode json = node instanceof ObjectNode object
                ? object
                : JsonNodeFactory.instance.objectNode().set("text", node);
        try {
            events.emit(Sse.encode("partial", json));
        } catch (InterruptedException e) {
            // The operation meets the interrupt at its next step.
            Thread.currentThread().interrupt();
        }
    }

    /** The last event of a run that went well. */
    void result(ObjectNode output) {
        Exchange.of(ctx).finishing();
        events.end(Sse.encode("result", output));
    }

    /** The last event of a run that did not; before the first event, an ordinary error answer. */
    void error(Throwable failure) {
        if (events.hasBegun()) {
            String error = Sse.encode("error", Failures.inStream(ctx, failure).toJson());
            Exchange.of(ctx).finishing();
            events.end(error);
        } else {
            ctx.fail(failure);
        }
    }
}
