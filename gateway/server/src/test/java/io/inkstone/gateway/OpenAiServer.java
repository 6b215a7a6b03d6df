package io.inkstone.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import io.inkstone.protocol.Replies;
import io.inkstone.protocol.Sse;
import io.inkstone.protocol.Usage;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A small server that speaks OpenAI's protocol, in place of a model. What it says follows from the last message: {@code
 * say X} answers X word by word, {@code call NAME JSON} wants a tool called, {@code cut X} breaks X off for its length, {@code
 * hang} never ends, {@code fail N} answers with status N, {@code break} drops the connection in mid-stream.
 */
final class OpenAiServer implements AutoCloseable {

    static final String CHAT_MODEL = "parrot";
    static final String EMBEDDING_MODEL = "vectors";
    static final Usage USAGE = new Usage(7, 5, 0);

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final int port;

    /** Bodies of the calls, in order. */
    final LinkedBlockingQueue<ObjectNode> calls = new LinkedBlockingQueue<>();

    /** One entry for each caller that left while an answer hung. */
    final LinkedBlockingQueue<String> abandoned = new LinkedBlockingQueue<>();

    volatile @Nullable String lastAuthorization;

    /** Headers of the last call. */
    volatile MultiMap lastHeaders = MultiMap.caseInsensitiveMultiMap();

    /** Whether its models rank documents. */
    volatile boolean reranks;

    /** Whether it says by itself that it is ready, as model-core does. */
    volatile boolean knowsReadiness;

    /** Statuses that the next calls fail with. */
    final Queue<Integer> failures = new ConcurrentLinkedQueue<>();

    /** While true, no call hangs. */
    volatile boolean answersHanging;

    private final Queue<HttpServerResponse> hanging = new ConcurrentLinkedQueue<>();

    /** While true, no call is answered. */
    volatile boolean silent;

    OpenAiServer() throws Exception {
        server = vertx.createHttpServer().requestHandler(this::handle);
        port = await(server.listen(0, "127.0.0.1").map(HttpServer::actualPort));
    }

    /** Answers the calls that hang. */
    void letGo() {
        answersHanging = true;
        vertx.runOnContext(ignored -> {
            for (HttpServerResponse next = hanging.poll(); next != null; next = hanging.poll()) {
                if (!next.closed()) {
                    Replies.Choice choice = new Replies.Choice(0, "let go", Replies.STOP);
                    json(next, 200, Replies.chat(Replies.Head.chat(CHAT_MODEL), List.of(choice), USAGE));
                }
            }
        });
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    private void handle(HttpServerRequest request) {
        lastAuthorization = request.getHeader("authorization");
        if (request.path().equals("/v1/models")) {
            json(
                    request.response(),
                    200,
                    Replies.models(List.of(
                            new Replies.Model(CHAT_MODEL, 1, "test"), new Replies.Model(EMBEDDING_MODEL, 1, "test"))));
            return;
        }
        if (request.method().equals(HttpMethod.GET)) {
            boolean ready = knowsReadiness && request.path().equals("/health/ready");
            request.response().setStatusCode(ready ? 200 : 404).end();
            return;
        }
        request.body().onSuccess(bytes -> {
            ObjectNode body = Json.parseObject(bytes.getBytes());
            lastHeaders = request.headers();
            calls.add(body);
            try {
                answer(request, body);
            } catch (ApiException e) {
                if (e.retryAfterSeconds() > 0) {
                    request.response().putHeader("retry-after", Integer.toString(e.retryAfterSeconds()));
                }
                json(request.response(), e.status(), e.toJson());
            }
        });
    }

    private void answer(HttpServerRequest request, ObjectNode body) {
        if (silent) {
            return;
        }
        if (request.path().equals("/v1/embeddings")) {
            List<float[]> vectors = new ArrayList<>();
            JsonNode input = body.path("input");
            (input.isArray() ? input : List.of(input)).forEach(text -> vectors.add(vector(text.asText())));
            json(request.response(), 200, Replies.embeddings(EMBEDDING_MODEL, vectors, false, 3));
            return;
        }
        if (request.path().equals("/v1/rerank")) {
            rerank(request.response(), body);
            return;
        }
        boolean chat = request.path().equals("/v1/chat/completions");
        String order = chat
                ? body.path("messages")
                        .path(body.path("messages").size() - 1)
                        .path("content")
                        .asText()
                : body.path("prompt").asText();
        Integer failure = failures.poll();
        if (failure != null || order.startsWith("fail ")) {
            int status = failure != null ? failure : Integer.parseInt(order.substring(5));
            throw ApiException.reported(status, "server_error", "told_to_fail", null, "Told to fail.", 3);
        }
        if (order.equals("bare error")) {
            request.response().setStatusCode(409).end("{\"error\":{}}");
            return;
        }
        if (order.equals("garbage")) {
            request.response().putHeader("content-type", "text/html").end("<html>");
            return;
        }
        if (order.equals("hang") && !body.path("stream").asBoolean() && !answersHanging) {
            hanging.add(request.response());
            request.response().closeHandler(closed -> abandoned.add("whole"));
            return;
        }
        String text = order.startsWith("say ") || order.startsWith("cut ") ? order.substring(4) : order;
        if (body.path("stream").asBoolean() && !chat) {
            streamCompletion(request.response(), body, text);
        } else if (body.path("stream").asBoolean()) {
            stream(request.response(), body, order, text);
        } else if (chat && order.startsWith("call ")) {
            ObjectNode reply = Replies.chat(
                    Replies.Head.chat(CHAT_MODEL), List.of(new Replies.Choice(0, "", "tool_calls")), USAGE);
            ((ObjectNode) reply.at("/choices/0/message")).putNull("content").set("tool_calls", toolCall(order));
            json(request.response(), 200, reply);
        } else if (chat) {
            Replies.Choice choice = new Replies.Choice(0, text, finish(order));
            json(request.response(), 200, Replies.chat(Replies.Head.chat(CHAT_MODEL), List.of(choice), USAGE));
        } else {
            Replies.Choice choice =
                    new Replies.Choice(0, "[" + text + "|" + body.path("suffix").asText() + "]", Replies.STOP);
            json(
                    request.response(),
                    200,
                    Replies.completion(Replies.Head.completion(CHAT_MODEL), List.of(choice), USAGE));
        }
    }

    /** Texts about cats lie near each other, and so do texts about dogs. */
    private static float[] vector(String text) {
        return text.contains("cat")
                ? new float[] {1, 0.25f}
                : text.contains("dog") ? new float[] {0, 1} : new float[] {0.5f, 0.25f};
    }

    /** The longer a document, the better; where it has no reranker, it answers as a server that has no such route. */
    private void rerank(HttpServerResponse response, ObjectNode body) {
        if (!reranks) {
            response.setStatusCode(404)
                    .putHeader("content-type", "application/json")
                    .end("{\"detail\":\"Not Found\"}");
            return;
        }
        ObjectNode reply = Json.MAPPER.createObjectNode();
        ArrayNode results = reply.putArray("results");
        JsonNode documents = body.path("documents");
        for (int i = 0; i < documents.size(); i++) {
            results.addObject()
                    .put("index", i)
                    .put("relevance_score", documents.get(i).asText().length());
        }
        reply.putObject("usage").put("total_tokens", 11);
        json(response, 200, reply);
    }

    private void stream(HttpServerResponse response, ObjectNode body, String order, String text) {
        Replies.Head head = Replies.Head.chat(CHAT_MODEL);
        response.setChunked(true).putHeader("content-type", Sse.CONTENT_TYPE);
        if (order.equals("flood")) {
            flood(response, head);
            return;
        }
        if (order.equals("break early")) {
            response.write(":\n\n").onComplete(written -> response.reset());
            return;
        }
        if (!order.startsWith("say without a role ")) {
            response.write(Sse.encode(Replies.chatStart(head, 0)));
        }
        if (order.equals("hang")) {
            response.closeHandler(closed -> abandoned.add("stream"));
            return;
        }
        if (order.equals("break")) {
            response.write(Sse.encode(Replies.chatDelta(head, 0, "half"))).onComplete(written -> response.reset());
            return;
        }
        if (order.equals("report")) {
            response.end(Sse.encode(ApiException.unavailable("engine_lost", "The engine died.", 1)
                    .toJson()));
            return;
        }
        if (order.startsWith("call ")) {
            streamToolCall(response, head, order);
        } else {
            for (String word : text.split("(?<= )", -1)) {
                response.write(Sse.encode(Replies.chatDelta(head, 0, word)));
            }
        }
        response.write(Sse.encode(Replies.chatEnd(head, 0, finish(order))));
        if (body.path("stream_options").path("include_usage").asBoolean()) {
            response.write(Sse.encode(Replies.chatUsage(head, USAGE)));
        }
        response.end(Sse.encodeDone());
    }

    /** Piece by piece; a text to go on from that begins with "endless" has no end. */
    private void streamCompletion(HttpServerResponse response, ObjectNode body, String text) {
        Replies.Head head = Replies.Head.completion(CHAT_MODEL);
        response.setChunked(true).putHeader("content-type", Sse.CONTENT_TYPE);
        for (String piece : List.of("[" + text, "|", body.path("suffix").asText(), "]")) {
            response.write(Sse.encode(Replies.completionDelta(head, 0, piece)));
        }
        if (text.startsWith("endless")) {
            response.closeHandler(closed -> abandoned.add("stream"));
            return;
        }
        response.write(Sse.encode(Replies.completionEnd(head, 0, Replies.STOP)));
        if (body.path("stream_options").path("include_usage").asBoolean()) {
            response.write(Sse.encode(Replies.completionUsage(head, USAGE)));
        }
        response.end(Sse.encodeDone());
    }

    private static String finish(String order) {
        return order.startsWith("call ") ? "tool_calls" : order.startsWith("cut ") ? Replies.LENGTH : Replies.STOP;
    }

    private static ArrayNode toolCall(String order) {
        String[] words = order.split(" ", 3);
        ArrayNode calls = Json.MAPPER.createArrayNode();
        calls.addObject()
                .put("index", 0)
                .put("id", "call_7")
                .put("type", "function")
                .putObject("function")
                .put("name", words[1])
                .put("arguments", words[2]);
        return calls;
    }

    /** First the name, then the arguments in two pieces. */
    private static void streamToolCall(HttpServerResponse response, Replies.Head head, String order) {
        ArrayNode calls = toolCall(order);
        String arguments = calls.at("/0/function/arguments").textValue();
        ((ObjectNode) calls.at("/0/function")).put("arguments", "");
        response.write(Sse.encode(toolDelta(head, calls)));
        int middle = arguments.length() / 2;
        for (String piece : List.of(arguments.substring(0, middle), arguments.substring(middle))) {
            ArrayNode more = Json.MAPPER.createArrayNode();
            more.addObject().put("index", 0).putObject("function").put("arguments", piece);
            response.write(Sse.encode(toolDelta(head, more)));
        }
    }

    private static ObjectNode toolDelta(Replies.Head head, ArrayNode calls) {
        ObjectNode chunk = Replies.chatDelta(head, 0, "");
        ObjectNode delta = (ObjectNode) chunk.at("/choices/0/delta");
        delta.remove("content");
        delta.set("tool_calls", calls);
        return chunk;
    }

    /** Writes for as long as the reader keeps up; notes when the reader stops reading, and when it leaves. */
    private void flood(HttpServerResponse response, Replies.Head head) {
        if (response.closed()) {
            return;
        }
        for (int i = 0; i < 20 && !response.writeQueueFull(); i++) {
            response.write(Sse.encode(Replies.chatDelta(head, 0, "x".repeat(10_000))));
        }
        if (!response.writeQueueFull()) {
            vertx.runOnContext(ignored -> flood(response, head));
            return;
        }
        long timer = vertx.setTimer(500, fired -> abandoned.add("stalled"));
        response.closeHandler(closed -> abandoned.add("closed"));
        response.drainHandler(drained -> {
            vertx.cancelTimer(timer);
            flood(response, head);
        });
    }

    private static void json(HttpServerResponse response, int status, ObjectNode body) {
        response.setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end(Json.write(body));
    }

    private static <T> T await(io.vertx.core.Future<T> future) throws Exception {
        CompletableFuture<T> waiting = future.toCompletionStage().toCompletableFuture();
        return waiting.get(20, TimeUnit.SECONDS);
    }
}
