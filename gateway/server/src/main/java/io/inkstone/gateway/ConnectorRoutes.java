package io.inkstone.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.connector.Figures;
import io.inkstone.connector.FileOutput;
import io.inkstone.connector.Operation;
import io.inkstone.connector.OperationFunction;
import io.inkstone.orchestration.OperationCall;
import io.inkstone.orchestration.OperationRing;
import io.inkstone.orchestration.RequestScope;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** The routes that derive from the connectors' declarations: list, run, and connect to a live operation. */
final class ConnectorRoutes {

    static final String OPERATION_ROUTE = "/v1/connectors/:connector/:operation";

    private final PluginHost plugins;
    private final OperationRing ring;
    private final FigureLog figures;
    private final OperationInput inputs;
    private final Admission admission;
    private final Duration requestTimeout;

    ConnectorRoutes(GatewayParts parts, Admission admission, OperationInput inputs) {
        this.plugins = parts.plugins();
        this.ring = parts.operationRing();
        this.figures = parts.figures();
        this.inputs = inputs;
        this.admission = admission;
        this.requestTimeout = parts.settings().limits().requestTimeout();
    }

    void mount(Router router) {
        router.get("/v1/connectors").handler(admission.as("connectors")).handler(this::list);
        router.post(OPERATION_ROUTE)
                .handler(admission.as(this::label, requestTimeout))
                .handler(this::run);
        router.get(OPERATION_ROUTE)
                .handler(admission.as(this::label, Duration.ZERO))
                .handler(this::connect);
    }

    private void list(RoutingContext ctx) {
        Exchange.of(ctx).routed("/v1/connectors");
        ObjectNode body = Json.MAPPER.createObjectNode().put("object", "list");
        ArrayNode data = body.putArray("data");
        for (PluginHost.Hosted hosted : plugins.connectors()) {
            ObjectNode entry = data.addObject();
            entry.put("name", hosted.name());
            entry.put("summary", hosted.connector().summary());
            entry.put("source", hosted.source());
            entry.put("status", "active");
            ArrayNode operations = entry.putArray("operations");
            hosted.operations().values().forEach(operation -> operations.add(operation.describe()));
        }
        for (PluginHost.Failed failed : plugins.failed()) {
            data.addObject()
                    .put("source", failed.source())
                    .put("status", "failed")
                    .put("cause", failed.cause());
        }
        JsonAnswer.send(ctx, 200, body);
    }

    private void run(RoutingContext ctx) {
        RequestScope scope = Exchange.of(ctx).scope();
        HostedOperation hosted = find(ctx);
        ResultForm form = ResultForm.of(ctx.request().getHeader("accept"), hosted);
        if (hosted.isLive()) {
            throw ApiException.badRequest(
                    426, "upgrade_required", hosted.path() + " is a live operation; connect to it with a WebSocket.");
        }
        EventStream events = form instanceof ResultForm.Events ? new EventStream(ctx, scope.cancellation()) : null;
        OperationCall call = new OperationCall(
                scope,
                Languages.of(ctx),
                Languages.clock(ctx),
                form instanceof ResultForm.FileBody file ? Optional.of(file.mediaType()) : Optional.empty(),
                figures(scope, hosted),
                events == null ? OperationCall.Listener.NONE : events);
        Future<? extends Record> output = run(ctx, hosted.operation(), call);
        if (events != null) {
            output.onSuccess(result -> events.result(RecordWriter.write(result)))
                    .onFailure(events::error);
        } else if (form instanceof ResultForm.FileBody wanted) {
            output.map(result -> hosted.file(result, wanted.mediaType()))
                    .onSuccess(file -> answer(ctx, wanted.mediaType(), file))
                    .onFailure(ctx::fail);
        } else {
            output.onSuccess(result -> JsonAnswer.send(ctx, 200, RecordWriter.write(result)))
                    .onFailure(ctx::fail);
        }
    }

    private <I extends Record, O extends Record> Future<O> run(
            RoutingContext ctx, Operation<I, O> operation, OperationCall call) {
        OperationFunction<I, O> function = ((Operation.Body.Single<I, O>) operation.body()).function();
        return inputs.read(ctx, operation.input()).compose(input -> ring.run(call, function, input));
    }

    private Figures figures(RequestScope scope, HostedOperation hosted) {
        return figures.of(scope.caller().tenant(), hosted.connector());
    }

    private static void answer(RoutingContext ctx, String mediaType, FileOutput file) {
        ctx.response()
                .putHeader("content-type", mediaType)
                .putHeader("content-disposition", disposition(file.name()))
                .end(Buffer.buffer(file.content()));
    }

    /** RFC 6266: a plain name for old clients, and the true one. */
    static String disposition(String fileName) {
        String plain = fileName.replaceAll("[^A-Za-z0-9._ -]", "_");
        String encoded = URLEncoder.encode(fileName, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
        return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded;
    }

    private void connect(RoutingContext ctx) {
        RequestScope scope = Exchange.of(ctx).scope();
        HostedOperation hosted = find(ctx);
        if (!hosted.isLive()) {
            ctx.response().putHeader("allow", "POST");
            throw ApiException.badRequest(
                    405, "method_not_allowed", hosted.path() + " is asked with POST, not with GET.");
        }
        if (!ctx.request().canUpgradeToWebSocket()) {
            throw ApiException.badRequest(
                    426, "upgrade_required", hosted.path() + " is a live operation; connect to it with a WebSocket.");
        }
        OperationCall call = new OperationCall(
                scope,
                Languages.of(ctx),
                Languages.clock(ctx),
                Optional.empty(),
                figures(scope, hosted),
                OperationCall.Listener.NONE);
        connect(ctx, hosted.operation(), call);
    }

    private <I extends Record, O extends Record> void connect(
            RoutingContext ctx, Operation<I, O> operation, OperationCall call) {
        ctx.request()
                .toWebSocket()
                .onSuccess(socket -> new LiveSocket<>(ctx, socket, operation, call, inputs).serve(ring))
                .onFailure(ctx::fail);
    }

    /** What the audit record says: never a name that a caller made up. */
    private String label(RoutingContext ctx) {
        Exchange.of(ctx).routed(OPERATION_ROUTE);
        return plugins.find(ctx.pathParam("connector"))
                .map(hosted -> hosted.operations().get(ctx.pathParam("operation")))
                .map(HostedOperation::path)
                .orElse("connectors");
    }

    private HostedOperation find(RoutingContext ctx) {
        String connector = ctx.pathParam("connector");
        String operation = ctx.pathParam("operation");
        PluginHost.Hosted hosted = plugins.find(connector)
                .orElseThrow(() -> ApiException.notFound(
                        "connector_not_found",
                        "There is no connector '" + connector + "'; GET /v1/connectors lists all of them."));
        HostedOperation found = hosted.operations().get(operation);
        if (found == null) {
            throw ApiException.notFound(
                    "operation_not_found",
                    "Connector '" + connector + "' has no operation '" + operation + "'; it has: "
                            + String.join(", ", hosted.operations().keySet()) + ".");
        }
        return found;
    }
}
