package io.inkstone.gateway.connectors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.connector.LiveFunction;
import io.inkstone.connector.Operation;
import io.inkstone.gateway.edge.Exchange;
import io.inkstone.gateway.edge.Failures;
import io.inkstone.orchestration.Cancellation;
import io.inkstone.orchestration.OperationCall;
import io.inkstone.orchestration.OperationRing;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import io.vertx.core.Context;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.RoutingContext;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a live operation: a JSON text frame for each record, in both directions. The client ends its input
 * with the text frame {@code {"end":true}}, after which the operation may still emit; a closed connection cancels it. An
 * input that is wrong is answered with an error frame, and the operation does not see it. Bounded both ways: a slow
 * operation stops the reading, a slow client stops the operation.
 */
final class LiveSocket<I extends Record, O extends Record> {

    private static final int MAX_WAITING_INPUTS = 64;
    private static final int MAX_OUTPUTS_UNDER_WAY = 64;
    private static final int SWITCHED = 101;
    private static final short NORMAL = 1000;
    private static final short FAILED = 1011;

    private sealed interface Input<I> {
        record Value<I>(I value) implements Input<I> {}

        record End<I>() implements Input<I> {}
    }

    private final RoutingContext ctx;
    private final ServerWebSocket socket;
    private final Operation<I, O> operation;
    private final OperationCall call;
    private final OperationInput inputs;
    private final Context eventLoop;
    private final LinkedBlockingQueue<Input<I>> waiting = new LinkedBlockingQueue<>();
    private final Semaphore outputs = new Semaphore(MAX_OUTPUTS_UNDER_WAY);

    LiveSocket(
            RoutingContext ctx,
            ServerWebSocket socket,
            Operation<I, O> operation,
            OperationCall call,
            OperationInput inputs) {
        this.ctx = ctx;
        this.socket = socket;
        this.operation = operation;
        this.call = call;
        this.inputs = inputs;
        this.eventLoop = ctx.vertx().getOrCreateContext();
    }

    /** Runs the operation until either side ends. */
    void serve(OperationRing ring) {
        Cancellation cancellation = call.scope().cancellation();
        socket.textMessageHandler(this::take);
        socket.closeHandler(closed -> cancellation.cancel(Cancellation.clientGone()));
        socket.exceptionHandler(cause -> cancellation.cancel(Cancellation.clientGone()));
        LiveFunction<I, O> function = ((Operation.Body.Live<I, O>) operation.body()).function();
        ring.runLive(call, function, new Waiting(), this::emit)
                .onSuccess(done -> {
                    Exchange.of(ctx).over(SWITCHED);
                    socket.close(NORMAL);
                })
                .onFailure(cause -> {
                    ApiException error = Failures.inStream(ctx, cause);
                    Exchange.of(ctx).over(error.status());
                    if (!socket.isClosed()) {
                        socket.writeTextMessage(Json.write(error.toJson()));
                        socket.close(FAILED, error.code());
                    }
                });
    }

    private void take(String text) {
        try {
            ObjectNode json = Json.parseObject(text);
            Input<I> input = json.size() == 1 && json.path("end").asBoolean(false)
                    ? new Input.End<>()
                    : new Input.Value<>(inputs.fromJson(json, operation.input(), call.locale()));
            waiting.add(input);
            if (waiting.size() >= MAX_WAITING_INPUTS) {
                socket.pause();
            }
        } catch (ApiException e) {
            socket.writeTextMessage(Json.write(e.toJson()));
            if (socket.writeQueueFull()) {
                // Who sends what is wrong and does not read what is said of it is not read on.
                socket.pause();
                socket.drainHandler(drained -> socket.resume());
            }
        }
    }

    private void emit(O output) {
        String text = Json.write(RecordWriter.write(output));
        try {
            outputs.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the caller has gone away");
        }
        eventLoop.runOnContext(ignored -> socket.writeTextMessage(text).onComplete(written -> outputs.release()));
    }

    /** The inputs as the operation sees them. */
    private final class Waiting implements Iterator<I> {

        private @Nullable Input<I> next;

        @Override
        public boolean hasNext() {
            if (next == null) {
                next = takeNext();
            }
            return next instanceof Input.Value;
        }

        @Override
        public I next() {
            if (!hasNext() || !(next instanceof Input.Value<I> value)) {
                throw new NoSuchElementException("the caller has ended its input");
            }
            next = null;
            return value.value();
        }

        private Input<I> takeNext() {
            try {
                Input<I> taken = waiting.take();
                if (waiting.size() < MAX_WAITING_INPUTS / 2) {
                    eventLoop.runOnContext(ignored -> socket.resume());
                }
                return taken;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("the caller has gone away");
            }
        }
    }
}
