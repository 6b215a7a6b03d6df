package io.inkstone.gateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.connector.FileOutput;
import io.inkstone.gateway.connectors.OperationRunner;
import io.inkstone.gateway.connectors.RecordWriter;
import io.inkstone.gateway.edge.Failures;
import io.inkstone.gateway.edge.JsonAnswer;
import io.inkstone.gateway.edge.SseResponse;
import io.inkstone.orchestration.OperationCall;
import io.inkstone.orchestration.RequestScope;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import io.inkstone.protocol.Sse;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * One call of a tool: the same operation through the same rings as {@code ConnectorRoutes} runs it, in MCP's words. What
 * goes wrong on the way is a result with {@code isError}, which a model reads and can mend; progress goes out where the
 * client asked for it, and partial results do not, since MCP has no word for them.
 */
final class ToolCall implements OperationCall.Listener {

    private final RoutingContext ctx;
    private final RequestScope scope;
    private final McpTools.Tool tool;
    private final McpRequest request;
    private final SseResponse events;
    private double told = -1;

    ToolCall(RoutingContext ctx, RequestScope scope, McpTools.Tool tool, McpRequest request) {
        this.ctx = ctx;
        this.scope = scope;
        this.tool = tool;
        this.request = request;
        this.events = new SseResponse(ctx, scope.cancellation());
    }

    /** Runs the operation and answers. */
    void run(OperationRunner runner) {
        Future.succeededFuture()
                .compose(begun -> {
                    ObjectNode arguments = arguments();
                    Optional<String> wantedFile = wantedFile(arguments);
                    OperationCall call = runner.call(ctx, tool.hosted(), wantedFile, tellsProgress() ? this : NONE);
                    return runner.run(tool.hosted(), call, arguments).compose(output -> told(output, call));
                })
                .recover(failure -> Future.succeededFuture(failed(failure)))
                .onSuccess(this::answer);
    }

    private ObjectNode arguments() {
        // Taken out, so that a file's base64 is not kept beside its bytes while the operation runs.
        JsonNode arguments = request.message().params().remove("arguments");
        if (arguments == null) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (arguments instanceof ObjectNode object) {
            return object;
        }
        throw ApiException.invalidRequest("invalid_field", "arguments", "The field 'arguments' must be an object.");
    }

    private Optional<String> wantedFile(ObjectNode arguments) {
        JsonNode wanted = tool.offersFile() ? arguments.remove(McpTools.RESULT_FILE) : null;
        if (wanted == null || wanted.isNull()) {
            return Optional.empty();
        }
        if (!tool.hosted().produces().containsKey(wanted.asText())) {
            throw ApiException.invalidRequest(
                    "invalid_field",
                    McpTools.RESULT_FILE,
                    "The field '" + McpTools.RESULT_FILE + "' must be one of "
                            + String.join(", ", tool.hosted().produces().keySet()) + ".");
        }
        return Optional.of(wanted.asText());
    }

    private boolean tellsProgress() {
        JsonNode token = request.message().meta().path("progressToken");
        return request.takesEvents() && (token.isTextual() || token.isIntegralNumber());
    }

    @Override
    public synchronized void progress(double fraction, String message) {
        if (fraction <= told) {
            return; // MCP's progress only grows
        }
        ObjectNode params = JsonNodeFactory.instance.objectNode();
        params.set("progressToken", request.message().meta().path("progressToken"));
        params.put("progress", fraction).put("total", 1).put("message", message);
        if (events.tryEmit(Sse.encode("message", RpcMessage.notification("notifications/progress", params)))) {
            told = fraction;
        }
    }

    private Future<ObjectNode> told(Record output, OperationCall call) {
        ObjectNode structured = RecordWriter.write(output);
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        ArrayNode content = result.putArray("content");
        content.addObject().put("type", "text").put("text", Json.write(structured));
        result.set("structuredContent", structured);
        result.put("isError", false);
        if (call.wantedFile().isEmpty()) {
            return Future.succeededFuture(result);
        }
        String mediaType = call.wantedFile().get();
        FileOutput file = tool.hosted().file(output, mediaType);
        return ctx.vertx()
                .executeBlocking(() -> embedded(file, mediaType), false)
                .map(resource -> {
                    content.add(resource);
                    return result;
                });
    }

    private ObjectNode embedded(FileOutput file, String mediaType) {
        ObjectNode embedded = JsonNodeFactory.instance.objectNode().put("type", "resource");
        ObjectNode resource = embedded.putObject("resource");
        resource.put(
                "uri",
                "inkstone:///" + tool.hosted().path() + "/"
                        + URLEncoder.encode(file.name(), StandardCharsets.UTF_8).replace("+", "%20"));
        resource.put("mimeType", mediaType);
        Optional<String> text = mediaType.startsWith("text/") ? text(file) : Optional.empty();
        text.ifPresentOrElse(
                whole -> resource.put("text", whole),
                () -> resource.put("blob", Base64.getEncoder().encodeToString(file.content())));
        return embedded;
    }

    private static Optional<String> text(FileOutput file) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file.content()))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private ObjectNode failed(Throwable failure) {
        ApiException error = Failures.inStream(ctx, failure);
        ObjectNode json = error.toJson();
        StringBuilder text = new StringBuilder(error.code()).append(": ").append(error.getMessage());
        json.path("error").path("choices").forEach(choice -> text.append("\n- ").append(choice.asText()));
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.putArray("content").addObject().put("type", "text").put("text", text.toString());
        if (tool.saysErrors()) {
            result.set("structuredContent", json);
        }
        return result.put("isError", true);
    }

    private void answer(ObjectNode result) {
        boolean cancelled = scope.cancellation()
                .reason()
                .filter(reason -> reason.code().equals(RunningCalls.CANCELLED))
                .isPresent();
        if (cancelled && request.takesEvents()) {
            events.end(""); // who cancels a request wants no answer to it
        } else if (events.hasBegun() || !request.takesJson()) {
            events.end(Sse.encode("message", request.result(result)));
        } else {
            JsonAnswer.send(ctx, 200, request.result(result));
        }
    }
}
