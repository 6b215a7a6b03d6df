package io.inkstone.orchestration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import io.inkstone.protocol.SseEvent;
import io.inkstone.protocol.SseParser;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * An upstream's events as a stream of chunks. Starts paused. Reads from the connection only while chunks are wanted, so a
 * slow client slows the upstream down instead of filling this process. Lives on one context.
 */
final class SseChunks implements ReadStream<ObjectNode> {

    private final HttpClientResponse response;
    private final UpstreamErrors errors;
    private final Cancellation cancellation;
    private final Runnable whenOver;
    private final SseParser parser = new SseParser();
    private final Deque<ObjectNode> pending = new ArrayDeque<>();
    private @Nullable Handler<ObjectNode> handler;
    private @Nullable Handler<Void> endHandler;
    private @Nullable Handler<Throwable> exceptionHandler;
    private @Nullable ApiException failure;
    private long demand;
    private boolean delivering;
    private boolean complete;
    private boolean over;

    SseChunks(HttpClientResponse response, UpstreamErrors errors, Cancellation cancellation, Runnable whenOver) {
        this.response = response;
        this.errors = errors;
        this.cancellation = cancellation;
        this.whenOver = whenOver;
        response.pause();
        response.handler(this::take);
        response.exceptionHandler(cause -> fail(cancellation.reason().orElseGet(() -> errors.translate(cause))));
        response.endHandler(end -> fail(errors.lost()));
    }

    private void take(Buffer bytes) {
        if (complete || failure != null) {
            return;
        }
        try {
            for (SseEvent event : parser.push(bytes.getBytes())) {
                takeEvent(event);
            }
        } catch (ApiException e) {
            failure = e;
        }
        if (failure != null) {
            response.request().reset();
        }
        deliver();
    }

    private void takeEvent(SseEvent event) {
        if (complete) {
            return;
        }
        if (event.isDone()) {
            complete = true;
            return;
        }
        try {
            if (!(Json.MAPPER.readTree(event.data()) instanceof ObjectNode chunk)) {
                throw errors.notAnAnswer("an event is not a JSON object");
            }
            if (chunk.path("error").isObject()) {
                throw errors.reportedInStream(chunk.path("error"));
            }
            pending.add(chunk);
        } catch (JsonProcessingException e) {
            throw errors.notAnAnswer("an event is not JSON");
        }
    }

    private void fail(ApiException cause) {
        if (!complete && failure == null) {
            failure = cause;
        }
        deliver();
    }

    private void deliver() {
        if (delivering || over) {
            return;
        }
        delivering = true;
        while (demand > 0 && !pending.isEmpty() && !cancellation.isCancelled()) {
            if (demand != Long.MAX_VALUE) {
                demand--;
            }
            if (handler != null) {
                handler.handle(pending.remove());
            }
        }
        delivering = false;
        if (cancellation.isCancelled()) {
            failure = cancellation.reason().orElseThrow();
            pending.clear();
        }
        if (pending.isEmpty() && (complete || failure != null)) {
            finish();
        } else if (demand > 0) {
            response.resume();
        } else {
            response.pause();
        }
    }

    private void finish() {
        over = true;
        whenOver.run();
        // What follows the end is read and dropped, so that the connection can serve the next request.
        response.resume();
        if (failure != null) {
            if (exceptionHandler != null) {
                exceptionHandler.handle(failure);
            }
        } else if (endHandler != null) {
            endHandler.handle(null);
        }
    }

    @Override
    public SseChunks handler(@Nullable Handler<ObjectNode> newHandler) {
        handler = newHandler;
        return this;
    }

    @Override
    public SseChunks exceptionHandler(@Nullable Handler<Throwable> newHandler) {
        exceptionHandler = newHandler;
        return this;
    }

    @Override
    public SseChunks endHandler(@Nullable Handler<Void> newHandler) {
        endHandler = newHandler;
        return this;
    }

    @Override
    public SseChunks pause() {
        demand = 0;
        if (!over) {
            response.pause();
        }
        return this;
    }

    @Override
    public SseChunks resume() {
        return fetch(Long.MAX_VALUE);
    }

    @Override
    public SseChunks fetch(long amount) {
        demand = demand + amount < 0 ? Long.MAX_VALUE : demand + amount;
        deliver();
        return this;
    }
}
