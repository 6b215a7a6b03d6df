package io.inkstone.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import io.inkstone.protocol.Replies;
import io.inkstone.protocol.Sse;
import io.inkstone.protocol.Usage;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An upstream that notes each token and when it read or wrote it. Its prompts have all the tokens that they can have; how many it
 * writes is drawn, up to {@code max_tokens}. It fails where the prompt says {@code fail}.
 */
final class CountingModel implements AutoCloseable {

    /** Tokens at a time. */
    record Noted(long atMillis, long tokens) {}

    private final Vertx vertx = Vertx.vertx();
    private final Clock clock;
    private final Random random = new Random(11);
    private final AtomicInteger running = new AtomicInteger();
    private final URI uri;

    final ConcurrentLinkedQueue<Noted> noted = new ConcurrentLinkedQueue<>();
    final AtomicInteger mostRunning = new AtomicInteger();
    final AtomicInteger answered = new AtomicInteger();
    final AtomicLong promptTokens = new AtomicLong();

    CountingModel(Clock clock) throws Exception {
        this.clock = clock;
        int port = vertx.createHttpServer()
                .requestHandler(this::handle)
                .listen(0, "127.0.0.1")
                .map(HttpServer::actualPort)
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        uri = URI.create("http://127.0.0.1:" + port);
    }

    URI uri() {
        return uri;
    }

    long tokens() {
        return noted.stream().mapToLong(Noted::tokens).sum();
    }

    /** The most tokens in any 60 seconds. */
    long mostInAMinute() {
        List<Noted> inOrder = noted.stream()
                .sorted(java.util.Comparator.comparingLong(Noted::atMillis))
                .toList();
        long most = 0;
        long sum = 0;
        int oldest = 0;
        for (Noted next : inOrder) {
            sum += next.tokens();
            while (next.atMillis() - inOrder.get(oldest).atMillis() >= 60_000) {
                sum -= inOrder.get(oldest++).tokens();
            }
            most = Math.max(most, sum);
        }
        return most;
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
        if (request.path().equals("/v1/models")) {
            request.response()
                    .putHeader("content-type", "application/json")
                    .end(Json.write(Replies.models(List.of(new Replies.Model("counting", 1, "test")))));
            return;
        }
        request.body().onSuccess(bytes -> {
            mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
            request.response().endHandler(end -> running.decrementAndGet());
            request.response().closeHandler(end -> {
                if (!request.response().ended()) {
                    running.decrementAndGet();
                }
            });
            answer(request.response(), Json.parseObject(bytes.getBytes()));
        });
    }

    private void answer(HttpServerResponse response, ObjectNode body) {
        String content = body.path("messages").path(0).path("content").asText();
        if (content.startsWith("fail")) {
            response.setStatusCode(400)
                    .end(
                            "{\"error\":{\"message\":\"no\",\"type\":\"invalid_request_error\",\"code\":\"told_to_fail\"}}");
            return;
        }
        int prompt = content.getBytes(StandardCharsets.UTF_8).length + 4 + 8 + 32;
        int most = body.path("max_tokens").asInt();
        int writes = random.nextInt(3) == 0 ? most : 1 + random.nextInt(most);
        note(prompt);
        promptTokens.addAndGet(prompt);
        if (body.path("stream").asBoolean()) {
            response.setChunked(true).putHeader("content-type", Sse.CONTENT_TYPE);
            stream(response, prompt, writes, 0);
            return;
        }
        vertx.setTimer(1 + random.nextInt(20), fired -> {
            note(writes);
            answered.incrementAndGet();
            Replies.Choice choice = new Replies.Choice(0, "word ".repeat(writes), Replies.STOP);
            response.putHeader("content-type", "application/json")
                    .end(Json.write(Replies.chat(
                            Replies.Head.chat("counting"), List.of(choice), new Usage(prompt, writes, 0))));
        });
    }

    private void stream(HttpServerResponse response, int prompt, int writes, int written) {
        if (response.closed()) {
            return;
        }
        Replies.Head head = Replies.Head.chat("counting");
        int now = Math.min(5, writes - written);
        for (int i = 0; i < now; i++) {
            note(1);
            response.write(Sse.encode(Replies.chatDelta(head, 0, "word ")));
        }
        if (written + now < writes) {
            vertx.setTimer(2, fired -> stream(response, prompt, writes, written + now));
            return;
        }
        answered.incrementAndGet();
        response.write(Sse.encode(Replies.chatEnd(head, 0, Replies.STOP)));
        response.write(Sse.encode(Replies.chatUsage(head, new Usage(prompt, writes, 0))));
        response.end(Sse.encodeDone());
    }

    private void note(int tokens) {
        noted.add(new Noted(clock.millis(), tokens));
    }
}
