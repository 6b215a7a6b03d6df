package io.inkstone.orchestration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import io.inkstone.connector.ChooseRequest;
import io.inkstone.connector.ConnectorException;
import io.inkstone.connector.FillRequest;
import io.inkstone.connector.Filled;
import io.inkstone.connector.Models;
import io.inkstone.guardrails.Origin;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Gbnf;
import io.inkstone.protocol.Json;
import io.vertx.core.Context;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * An operation's models, bound to the {@link ModelRing} and to the request. Blocks the operation's thread while the model
 * works on the request's event loop; an interrupt of that thread cancels the call.
 */
final class RingModels implements Models {

    private final ModelRing ring;
    private final RequestScope scope;
    private final Context eventLoop;

    RingModels(ModelRing ring, RequestScope scope, Context eventLoop) {
        this.ring = ring;
        this.scope = scope;
        this.eventLoop = eventLoop;
    }

    @Override
    public ChatModel chat() {
        return new RingChatModel(this);
    }

    @Override
    public StreamingChatModel streamingChat() {
        return new RingStreamingChatModel(this);
    }

    @Override
    public String choose(ChooseRequest request) throws InterruptedException {
        String grammar = GbnfWriter.write(request.grammar());
        ObjectNode body = newBody(request.maxTokens());
        body.put("temperature", request.temperature());
        body.put("seed", request.seed());
        body.put("grammar", grammar);
        var messages = body.putArray("messages");
        if (!request.system().isEmpty()) {
            messages.addObject().put("role", "system").put("content", request.system());
        }
        messages.addObject().put("role", "user").put("content", request.user());
        String answer = ask(ModelCall.Kind.CHAT, body)
                .path("choices")
                .path(0)
                .path("message")
                .path("content")
                .asText();
        if (!Gbnf.parse(grammar).accepts(answer)) {
            throw ConnectorException.internal(
                    "nonconforming_answer",
                    "The model's answer does not conform to the grammar, or was cut off at " + request.maxTokens()
                            + " tokens.",
                    null);
        }
        return answer;
    }

    @Override
    public Filled fill(FillRequest request) throws InterruptedException {
        ObjectNode body = newBody(request.maxTokens());
        body.put("temperature", request.temperature());
        body.put("seed", request.seed());
        body.put("prompt", request.prefix());
        body.put("suffix", request.suffix());
        if (!request.stop().isEmpty()) {
            request.stop().forEach(body.putArray("stop")::add);
        }
        // Who stops a stream does not see its end, which tells the tokens otherwise.
        body.putObject("stream_options").put("continuous_usage_stats", true);
        return StreamedFill.read(openStream(ModelCall.Kind.COMPLETION, body), request.enough());
    }

    /** Waits for a whole answer. */
    ObjectNode ask(ModelCall.Kind kind, ObjectNode body) throws InterruptedException {
        ModelCall call = ModelCall.of(kind, body, scope, Origin.DOCUMENT);
        ObjectNode answer = ((ModelReply.Whole) await(call)).json();
        if (answer.path("choices").path(0).path("finish_reason").asText().equals("content_filter")) {
            throw ConnectorException.refused(
                    "content_filter", "The model's answer was stopped by the tenant's rails.", List.of());
        }
        return answer;
    }

    /** Opens a stream; its chunks come when the reader fetches them. */
    ChunkReader openStream(ModelCall.Kind kind, ObjectNode body) throws InterruptedException {
        body.put("stream", true).withObject("/stream_options").put("include_usage", true);
        ModelCall call = ModelCall.of(kind, body, scope, Origin.DOCUMENT);
        CompletableFuture<ChunkReader> opened = new CompletableFuture<>();
        // The reader is set up where the stream lives, so that no chunk and no failure can pass it by.
        eventLoop.runOnContext(ignored -> ring.call(call).onComplete(reply -> {
            if (reply.succeeded()) {
                ModelReply.Chunks chunks = (ModelReply.Chunks) reply.result();
                opened.complete(new ChunkReader(chunks.stream(), eventLoop, call));
            } else {
                opened.completeExceptionally(reply.cause());
            }
        }));
        return await(opened, call);
    }

    private ModelReply await(ModelCall call) throws InterruptedException {
        CompletableFuture<ModelReply> answered = new CompletableFuture<>();
        eventLoop.runOnContext(ignored -> ring.call(call).onComplete(reply -> {
            if (reply.succeeded()) {
                answered.complete(reply.result());
            } else {
                answered.completeExceptionally(reply.cause());
            }
        }));
        return await(answered, call);
    }

    private static <T> T await(CompletableFuture<T> future, ModelCall call) throws InterruptedException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            call.cancellation().cancel(Cancellation.clientGone());
            throw e;
        } catch (ExecutionException e) {
            throw translate(e.getCause());
        }
    }

    /** A failure of a model in the connectors' words; the cause keeps what the caller is told in the end. */
    static ConnectorException translate(@Nullable Throwable failure) {
        if (!(failure instanceof ApiException e)) {
            return ConnectorException.internal("model_failed", "The model could not be asked.", failure);
        }
        return switch (e.status()) {
            case 429, 502, 503, 504 -> ConnectorException.unavailable("model_unavailable", e.getMessage(), e);
            case 500 -> ConnectorException.internal(e.code(), e.getMessage(), e);
            default -> ConnectorException.invalidInput(e.code(), e.getMessage(), e);
        };
    }

    private static ObjectNode newBody(int maxTokens) {
        return Json.MAPPER
                .createObjectNode()
                .put("model", UpstreamDirectory.DEFAULT_MODEL)
                .put("max_tokens", maxTokens);
    }
}
