package io.inkstone.orchestration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import io.inkstone.protocol.Replies;
import io.inkstone.protocol.Sse;
import io.inkstone.protocol.Usage;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * A real server that speaks OpenAI's protocol and does with each call what the next script says; with the last script for all
 * further calls.
 */
final class ScriptedUpstream {

    static final Usage USAGE = new Usage(7, 5, 0);

    /** What becomes of one call. */
    interface Script extends BiConsumer<HttpServerRequest, ScriptedUpstream> {}

    final String name;
    final BlockingQueue<ObjectNode> calls = new LinkedBlockingQueue<>();
    final BlockingQueue<String> abandoned = new LinkedBlockingQueue<>();
    private final List<String> models;
    private final ConcurrentLinkedQueue<Script> scripts = new ConcurrentLinkedQueue<>();
    private final HttpServer server;

    ScriptedUpstream(Vertx vertx, String name, String... models) throws Exception {
        this.name = name;
        this.models = List.of(models);
        this.server = vertx.createHttpServer()
                .requestHandler(this::handle)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        does(answer());
    }

    /** Forgets what it was to do. */
    ScriptedUpstream does(Script... next) {
        scripts.clear();
        scripts.addAll(List.of(next));
        return this;
    }

    /** Refuses connections from now on. */
    void die() throws Exception {
        server.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    UpstreamOptions options(UpstreamTimeouts timeouts, BreakerOptions breaker) {
        return new UpstreamOptions(
                name,
                URI.create("http://127.0.0.1:" + server.actualPort()),
                null,
                16,
                timeouts,
                breaker,
                CacheScope.USER);
    }

    static Script answer() {
        return (request, self) -> {
            Replies.Choice choice = new Replies.Choice(0, "from " + self.name, Replies.STOP);
            boolean chat = request.path().endsWith("/chat/completions");
            json(
                    request.response(),
                    200,
                    chat
                            ? Replies.chat(Replies.Head.chat(self.name), List.of(choice), USAGE)
                            : Replies.completion(Replies.Head.completion(self.name), List.of(choice), USAGE));
        };
    }

    static Script fail(int status, int retryAfterSeconds) {
        return (request, self) -> {
            if (retryAfterSeconds > 0) {
                request.response().putHeader("retry-after", Integer.toString(retryAfterSeconds));
            }
            String message = self.name + " fails.";
            json(
                    request.response(),
                    status,
                    ApiException.reported(status, "server_error", "told_to_fail", null, message, 0)
                            .toJson());
        };
    }

    static Script garbage() {
        return (request, self) -> request.response().end("<html>");
    }

    /** As a proxy says that nobody is behind it. */
    static Script page(int status) {
        return (request, self) -> request.response().setStatusCode(status).end("<html>");
    }

    static Script lose() {
        return (request, self) -> request.connection().close();
    }

    static Script hang() {
        return (request, self) ->
                request.response().exceptionHandler(gone -> {}).closeHandler(gone -> self.abandoned.add("hung"));
    }

    /** A stream: each text a chunk; then what {@code then} says. */
    static Script stream(String then, String... texts) {
        return (request, self) -> {
            HttpServerResponse response = request.response();
            Replies.Head head = Replies.Head.chat(self.name);
            response.exceptionHandler(gone -> {}).setChunked(true).putHeader("content-type", Sse.CONTENT_TYPE);
            response.closeHandler(gone -> self.abandoned.add("stream"));
            response.write(":\n\n");
            for (String text : texts) {
                response.write(Sse.encode(Replies.chatDelta(head, 0, text)));
            }
            switch (then) {
                case "hang" -> {}
                case "lose" ->
                    response.write(":\n\n")
                            .onComplete(written -> request.connection().close());
                case "report" ->
                    response.end(Sse.encode(ApiException.unavailable("engine_lost", "The engine died.", 1)
                            .toJson()));
                default -> {
                    response.write(Sse.encode(Replies.chatUsage(head, USAGE)));
                    response.end(Sse.encodeDone());
                }
            }
        };
    }

    private void handle(HttpServerRequest request) {
        if (request.path().equals("/v1/models")) {
            json(
                    request.response(),
                    200,
                    Replies.models(models.stream()
                            .map(id -> new Replies.Model(id, 1, "test"))
                            .toList()));
            return;
        }
        request.body().onSuccess(bytes -> {
            calls.add(Json.parseObject(bytes.getBytes()));
            Script script = scripts.size() > 1 ? scripts.remove() : scripts.element();
            script.accept(request, this);
        });
    }

    private static void json(HttpServerResponse response, int status, ObjectNode body) {
        response.setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end(Json.write(body));
    }
}
