package io.inkstone.gateway.mcp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.gateway.connectors.OperationRunner;
import io.inkstone.gateway.edge.Admission;
import io.inkstone.gateway.edge.Bodies;
import io.inkstone.gateway.edge.Exchange;
import io.inkstone.gateway.edge.Failures;
import io.inkstone.gateway.edge.JsonAnswer;
import io.inkstone.gateway.edge.Routes;
import io.inkstone.orchestration.Caller;
import io.inkstone.orchestration.RequestScope;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Sse;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The operations as an MCP server over streamable HTTP. Keeps no session: one is only a word with which a client tells its
 * running calls from those of other clients with the same key, so any replica answers any request.
 */
public final class McpRoute implements Routes {

    /** Where the server is. */
    public static final String PATH = "/mcp";

    /** What the audit record says of a request that runs no operation. */
    private static final String LABEL = "mcp";

    /** The header that names a session. */
    public static final String SESSION = "mcp-session-id";

    private static final Pattern SANE_SESSION = Pattern.compile("[\\x21-\\x7e]{1,128}");
    private static final int UNSUPPORTED_VERSION = -32022;
    private static final String INSTRUCTIONS = "Each tool is an operation of a connector. A file goes in as an object "
            + "with its name and base64. A tool that answers with isError says in the error's code and choices what to "
            + "ask instead. Live operations are no tools; they are WebSockets of the HTTP API.";

    private final McpServer server;
    private final OperationRunner runner;
    private final Bodies bodies;
    private final Admission admission;

    /**
     * @param server what it shares with the routes of the other event loops
     */
    public McpRoute(McpServer server, OperationRunner runner, Bodies bodies, Admission admission) {
        this.server = server;
        this.runner = runner;
        this.bodies = bodies;
        this.admission = admission;
    }

    @Override
    public void mount(Router router) {
        router.post(PATH).handler(this::post);
        router.delete(PATH).handler(this::endSession);
        router.get(PATH).handler(this::refuseStream);
    }

    private void post(RoutingContext ctx) {
        begin(ctx);
        admission
                .withCaller(
                        ctx,
                        LABEL,
                        caller -> bodies.jsonWithFiles(ctx).map(RpcMessage::of).compose(message -> {
                            Exchange.of(ctx).errorsAs(message::error);
                            return handle(ctx, caller, message);
                        }))
                .onFailure(ctx::fail);
    }

    private void begin(RoutingContext ctx) {
        Exchange exchange = Exchange.of(ctx);
        exchange.routed(PATH);
        exchange.errorsAs(error -> RpcMessage.error(null, error));
        String origin = ctx.request().getHeader("origin");
        if (!server.mayAsk(origin)) {
            throw Failures.originNotAllowed(origin);
        }
    }

    private Future<?> handle(RoutingContext ctx, Caller caller, RpcMessage message) {
        boolean handshake = message.method().equals("initialize");
        String stated = handshake ? McpVersion.V2025_11_25.text() : McpVersion.stated(ctx, message);
        Optional<McpVersion> version = McpVersion.named(stated);
        if (version.isEmpty()) {
            refuseVersion(ctx, message, stated);
        } else if (message.id() == null) {
            hear(ctx, caller, message);
        } else {
            if (!handshake) {
                version.get().check(ctx, message);
            }
            return answer(ctx, McpRequest.of(ctx, message, version.get()));
        }
        return Future.succeededFuture();
    }

    private static void refuseVersion(RoutingContext ctx, RpcMessage message, String stated) {
        Exchange.of(ctx).failed("unsupported_protocol_version");
        ObjectNode data = JsonNodeFactory.instance.objectNode().put("requested", stated);
        McpVersion.texts().forEach(data.putArray("supported")::add);
        String text =
                "MCP " + stated + " is not spoken here; spoken are " + String.join(", ", McpVersion.texts()) + ".";
        JsonAnswer.send(ctx, 400, RpcMessage.error(message.id(), UNSUPPORTED_VERSION, text, data));
    }

    /** Notifications are not counted: a tenant at its limit must be able to cancel. */
    private void hear(RoutingContext ctx, Caller caller, RpcMessage message) {
        if (message.method().equals("notifications/cancelled")) {
            String id = message.params().path("requestId").toString();
            server.running().cancel(new RunningCalls.Key(caller, session(ctx), id));
        }
        ctx.response().setStatusCode(202).end();
    }

    /** Only now is it known which operation is asked, and whether the caller's issuer permits it. */
    private Future<?> answer(RoutingContext ctx, McpRequest request) {
        Optional<McpTools.Tool> tool = request.message().method().equals("tools/call")
                ? server.tools().find(request.message().params().path("name").asText())
                : Optional.empty();
        String label = tool.map(found -> found.hosted().path()).orElse(LABEL);
        return admission.admit(ctx, label).map(scope -> {
            if (tool.isPresent()) {
                track(ctx, scope, request.message());
                new ToolCall(ctx, scope, tool.get(), request).run(runner);
            } else {
                manage(ctx, scope, request);
            }
            return scope;
        });
    }

    private void manage(RoutingContext ctx, RequestScope scope, McpRequest request) {
        switch (request.message().method()) {
            case "initialize" -> initialize(ctx, request);
            case "server/discover" -> send(ctx, request, discovery());
            case "ping" -> send(ctx, request, JsonNodeFactory.instance.objectNode());
            case "tools/list" -> list(ctx, scope, request);
            case "tools/call" ->
                refuse(
                        ctx,
                        request,
                        200,
                        "invalid_params",
                        "There is no tool "
                                + request.message().params().path("name")
                                + "; tools/list names all of them. Live operations "
                                + "are no tools.");
            default ->
                // In the older versions a 404 would mean that the session is over.
                refuse(
                        ctx,
                        request,
                        request.version() == McpVersion.STATELESS ? 404 : 200,
                        "method_not_found",
                        "There is no method '" + request.message().method()
                                + "' here; there are tools/list and tools/call.");
        }
    }

    private void track(RoutingContext ctx, RequestScope scope, RpcMessage message) {
        Context context = ctx.vertx().getOrCreateContext();
        RunningCalls.Key key = new RunningCalls.Key(scope.caller(), session(ctx), String.valueOf(message.id()));
        RunningCalls.Call call = new RunningCalls.Call(scope.cancellation(), context);
        server.running().enter(key, call);
        ctx.addEndHandler(ended -> server.running().leave(key, call));
    }

    private static void initialize(RoutingContext ctx, McpRequest request) {
        String wanted = request.message().params().path("protocolVersion").asText();
        if (wanted.isEmpty()) {
            refuse(ctx, request, 200, "invalid_params", "The field 'protocolVersion' must be a string.");
            return;
        }
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.put("protocolVersion", McpVersion.negotiated(wanted).text());
        result.putObject("capabilities").putObject("tools");
        result.set("serverInfo", McpRequest.serverInfo());
        result.put("instructions", INSTRUCTIONS);
        ctx.response().putHeader(SESSION, UUID.randomUUID().toString());
        send(ctx, request, result);
    }

    private static ObjectNode discovery() {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        McpVersion.texts().forEach(result.putArray("supportedVersions")::add);
        result.putObject("capabilities").putObject("tools");
        return cacheable(result.put("instructions", INSTRUCTIONS));
    }

    private void list(RoutingContext ctx, RequestScope scope, McpRequest request) {
        if (request.message().params().hasNonNull("cursor")) {
            refuse(ctx, request, 200, "invalid_params", "There is no such cursor: the list has one page.");
            return;
        }
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        ArrayNode tools = result.putArray("tools");
        server.tools().all().stream()
                .filter(tool -> scope.caller().rights().mayUse(tool.hosted().path()))
                .forEach(tool -> tools.add(tool.declaration()));
        send(ctx, request, request.version() == McpVersion.STATELESS ? cacheable(result) : result);
    }

    /** Tools change with a restart only; who may use which may change at any time. */
    private static ObjectNode cacheable(ObjectNode result) {
        return result.put("ttlMs", 60_000).put("cacheScope", "private");
    }

    private static void send(RoutingContext ctx, McpRequest request, ObjectNode result) {
        if (request.takesJson()) {
            JsonAnswer.send(ctx, 200, request.result(result));
        } else {
            sendAsEvent(ctx, request.result(result));
        }
    }

    private static void sendAsEvent(RoutingContext ctx, ObjectNode json) {
        ctx.response().putHeader("content-type", Sse.CONTENT_TYPE).end(Sse.encode("message", json));
    }

    private static void refuse(RoutingContext ctx, McpRequest request, int status, String code, String message) {
        Exchange.of(ctx).failed(code);
        JsonAnswer.send(ctx, status, request.message().error(ApiException.invalidRequest(code, null, message)));
    }

    private void endSession(RoutingContext ctx) {
        begin(ctx);
        if (session(ctx).isEmpty()) {
            throw ApiException.invalidRequest(
                    "missing_session", SESSION, "The header 'Mcp-Session-Id' must say which session ends.");
        }
        admission
                .authenticate(ctx, LABEL)
                .onSuccess(caller -> {
                    server.running().cancelAll(caller, session(ctx));
                    ctx.response().setStatusCode(204).end();
                })
                .onFailure(ctx::fail);
    }

    private void refuseStream(RoutingContext ctx) {
        begin(ctx);
        ctx.response().putHeader("allow", "POST, DELETE");
        throw ApiException.badRequest(
                405,
                "method_not_allowed",
                "'" + PATH + "' takes POST; the server sends nothing that no request asked for.");
    }

    private static String session(RoutingContext ctx) {
        String header = ctx.request().getHeader(SESSION);
        return header != null && SANE_SESSION.matcher(header).matches() ? header : "";
    }
}
