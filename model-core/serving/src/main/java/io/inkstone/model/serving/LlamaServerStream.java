package io.inkstone.model.serving;

import com.fasterxml.jackson.databind.JsonNode;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import io.inkstone.protocol.SseEvent;
import io.inkstone.protocol.SseParser;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One generation of a llama-server: its event stream, made into calls of a listener. Closing the connection cancels, and what the
 * server does from then on is not told.
 */
final class LlamaServerStream implements Generation {

    private final LlamaServerEngine engine;
    private final GenerationListener listener;
    private final Runnable whenOver;
    private final SseParser parser = new SseParser();
    private boolean over;
    private boolean readingTold;
    private int tokens;
    private int readTokens;
    private @Nullable HttpClientRequest request;

    /**
     * Makes one.
     *
     * @param whenOver told once, when it has ended or was cancelled
     */
    LlamaServerStream(LlamaServerEngine engine, GenerationListener listener, Runnable whenOver) {
        this.engine = engine;
        this.listener = listener;
        this.whenOver = whenOver;
    }

    /** Takes the request, before it is sent. Completes when the answer begins. */
    synchronized Future<Void> follow(HttpClientRequest opened) {
        request = opened;
        if (over) {
            opened.reset();
        }
        return opened.response().onSuccess(this::onResponse).mapEmpty();
    }

    private void onResponse(HttpClientResponse response) {
        if (response.statusCode() != 200) {
            response.body()
                    .onSuccess(bytes -> fail(engine.refusal(response.statusCode(), bytes)))
                    .onFailure(this::fail);
            return;
        }
        response.exceptionHandler(this::fail);
        response.endHandler(end -> fail(EngineErrors.failed("llama-server", "its stream ended early")));
        response.handler(this::onBytes);
    }

    private void onBytes(Buffer bytes) {
        try {
            for (SseEvent event : parser.push(bytes.getBytes())) {
                if (!event.isDone()) {
                    onEvent(Json.MAPPER.readTree(event.data()));
                }
            }
        } catch (IOException | ApiException e) {
            fail(EngineErrors.failed("llama-server", "its stream cannot be read"));
        }
    }

    private void onEvent(JsonNode event) {
        if (event.has("error")) {
            String message = event.path("error").path("message").asText();
            fail(EngineErrors.failed("llama-server", message));
            return;
        }
        JsonNode progress = event.path("prompt_progress");
        if (progress.isObject()) {
            int cached = progress.path("cache").asInt();
            tellReading(
                    progress.path("total").asInt(),
                    cached,
                    progress.path("processed").asInt(cached));
            return;
        }
        if (!readingTold) { // by a server that tells no progress
            int evaluated = event.path("tokens_evaluated").asInt();
            tellReading(evaluated, 0, evaluated);
        }
        String content = event.path("content").asText();
        boolean last = event.path("stop").asBoolean();
        // A character that took several tokens comes with the last of them; the count so far is the server's.
        int count = Math.max(0, event.path("tokens_predicted").asInt(tokens + 1) - tokens);
        if (!content.isEmpty() && !isOver()) {
            tokens += count;
            engine.counters().addWritten(count);
            listener.onText(content, count);
        }
        if (last && finish()) {
            listener.onEnd(endOf(event));
        }
    }

    private void tellReading(int promptTokens, int cachedTokens, int nowRead) {
        readingTold = true;
        readTokens = engine.counters().addRead(readTokens, cachedTokens, nowRead);
        if (!isOver()) {
            listener.onReading(promptTokens, cachedTokens);
        }
    }

    private GenerationEnd endOf(JsonNode event) {
        boolean atLimit = event.path("stop_type").asText().equals("limit");
        boolean byToken = event.path("stop_type").asText().equals("eos");
        int predicted = event.path("tokens_predicted").asInt(tokens);
        // The token that ends an answer is not one of its tokens.
        return new GenerationEnd(atLimit, Math.max(0, byToken ? predicted - 1 : predicted));
    }

    void fail(Throwable failure) {
        if (finish()) {
            listener.onError(engine.translate(failure));
        }
    }

    private synchronized boolean isOver() {
        return over;
    }

    /** Whether this call is the one that ends it. */
    private synchronized boolean finish() {
        boolean first = !over;
        over = true;
        if (first) {
            whenOver.run();
        }
        return first;
    }

    @Override
    public synchronized void cancel() {
        if (finish()) {
            engine.counters().addStopped();
            if (request != null) {
                request.reset();
            }
        }
    }
}
