package io.inkstone.gateway.connectors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.connector.Operation;
import io.inkstone.connector.OperationFunction;
import io.inkstone.gateway.edge.Bodies;
import io.inkstone.gateway.edge.Exchange;
import io.inkstone.gateway.edge.Languages;
import io.inkstone.orchestration.OperationCall;
import io.inkstone.orchestration.OperationRing;
import io.inkstone.orchestration.RequestScope;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * Runs operations for the routes that are asked for them, always in the same way: on a checked input, in the caller's language and
 * time zone, with what the connector counts of its tenant. Thread-safe.
 */
public final class OperationRunner {

    private final OperationRing ring;
    private final FigureLog figures;
    private final OperationInput inputs;

    /**
     * @param files finds what JSON names instead of holding it
     */
    public OperationRunner(OperationRing ring, Bodies bodies, FileArguments files, FigureLog figures) {
        this.ring = ring;
        this.figures = figures;
        this.inputs = new OperationInput(bodies, files, new InputValidator());
    }

    /**
     * The call of an operation by a request that was let in.
     *
     * @param wantedFile the media type of the file that is wanted of it
     * @throws io.inkstone.protocol.ApiException 400 {@code invalid_time_zone}
     */
    public OperationCall call(
            RoutingContext ctx, HostedOperation hosted, Optional<String> wantedFile, OperationCall.Listener listener) {
        RequestScope scope = Exchange.of(ctx).scope();
        return new OperationCall(
                scope,
                Languages.of(ctx),
                Languages.clock(ctx),
                wantedFile,
                figures.of(scope.caller().tenant(), hosted.connector()),
                listener);
    }

    /**
     * Runs an operation that answers once.
     *
     * @param input its input record as JSON, whose files, if it has any, are objects
     */
    public Future<? extends Record> run(HostedOperation hosted, OperationCall call, ObjectNode input) {
        return read(hosted.operation(), call, input);
    }

    /** The same for the request's body; to be called before anything asynchronous happens to the request. */
    Future<? extends Record> run(RoutingContext ctx, HostedOperation hosted, OperationCall call) {
        return readBody(ctx, hosted.operation(), call);
    }

    /** Connects the caller to a live operation. */
    void connect(RoutingContext ctx, HostedOperation hosted, OperationCall call) {
        connect(ctx, hosted.operation(), call);
    }

    private <I extends Record, O extends Record> Future<O> read(
            Operation<I, O> operation, OperationCall call, ObjectNode json) {
        return inputs.of(call.scope().caller(), json, operation.input(), call.locale())
                .compose(input -> ask(operation, call, input));
    }

    private <I extends Record, O extends Record> Future<O> readBody(
            RoutingContext ctx, Operation<I, O> operation, OperationCall call) {
        return inputs.read(ctx, operation.input()).compose(input -> ask(operation, call, input));
    }

    private <I extends Record, O extends Record> Future<O> ask(Operation<I, O> operation, OperationCall call, I input) {
        OperationFunction<I, O> function = ((Operation.Body.Single<I, O>) operation.body()).function();
        return ring.run(call, function, input);
    }

    private <I extends Record, O extends Record> void connect(
            RoutingContext ctx, Operation<I, O> operation, OperationCall call) {
        ctx.request()
                .toWebSocket()
                .onSuccess(socket -> new LiveSocket<>(ctx, socket, operation, call, inputs).serve(ring))
                .onFailure(ctx::fail);
    }
}
