package io.inkstone.gateway.connectors;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.connector.FileOutput;
import io.inkstone.gateway.edge.Admission;
import io.inkstone.gateway.edge.ContentDisposition;
import io.inkstone.gateway.edge.Exchange;
import io.inkstone.gateway.edge.JsonAnswer;
import io.inkstone.gateway.edge.Routes;
import io.inkstone.orchestration.OperationCall;
import io.inkstone.orchestration.RequestScope;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** The routes that derive from the connectors' declarations: list, run, and connect to a live operation. */
public final class ConnectorRoutes implements Routes {

    static final String OPERATION_ROUTE = "/v1/connectors/:connector/:operation";

    private final PluginHost plugins;
    private final OperationRunner runner;
    private final Admission admission;

    /** Routes for the connectors that are there now. */
    public ConnectorRoutes(PluginHost plugins, OperationRunner runner, Admission admission) {
        this.plugins = plugins;
        this.runner = runner;
        this.admission = admission;
    }

    @Override
    public void mount(Router router) {
        router.get("/v1/connectors").handler(admission.as("connectors")).handler(this::list);
        router.post(OPERATION_ROUTE).handler(admission.as(this::label)).handler(this::run);
        router.get(OPERATION_ROUTE).handler(admission.asConnection(this::label)).handler(this::connect);
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
        OperationCall call = runner.call(
                ctx,
                hosted,
                form instanceof ResultForm.FileBody file ? Optional.of(file.mediaType()) : Optional.empty(),
                events == null ? OperationCall.Listener.NONE : events);
        Future<? extends Record> output = runner.run(ctx, hosted, call);
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

    private static void answer(RoutingContext ctx, String mediaType, FileOutput file) {
        ctx.response()
                .putHeader("content-type", mediaType)
                .putHeader("content-disposition", ContentDisposition.attachment(file.name()))
                .end(Buffer.buffer(file.content()));
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
        runner.connect(ctx, hosted, runner.call(ctx, hosted, Optional.empty(), OperationCall.Listener.NONE));
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
