package io.inkstone.gateway.edge;

import io.inkstone.orchestration.Cancellation;
import io.inkstone.protocol.Sse;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Semaphore;

/**
 * An answer of server-sent events whose head waits for its first event, with a bound on what is under way. Events may be
 * emitted on any thread; the other methods are called on the event loop.
 */
public final class SseResponse {

    private static final int MAX_UNDER_WAY = 64;

    private final HttpServerResponse response;
    private final Context eventLoop;
    private final Cancellation cancellation;
    private final Semaphore permits = new Semaphore(MAX_UNDER_WAY);

    /**
     * @param cancellation of what is done for the caller
     */
    public SseResponse(RoutingContext ctx, Cancellation cancellation) {
        this.response = ctx.response();
        this.eventLoop = ctx.vertx().getOrCreateContext();
        this.cancellation = cancellation;
    }

    /** Sends an event; false when too many are under way. */
    public boolean tryEmit(String event) {
        boolean free = permits.tryAcquire();
        if (free) {
            write(event);
        }
        return free;
    }

    /** Sends an event when there is room for it. */
    public void emit(String event) throws InterruptedException {
        permits.acquire();
        write(event);
    }

    /** Whether the head of the answer is written. */
    public boolean hasBegun() {
        return response.headWritten();
    }

    /** Ends with a last event, or with an empty string. */
    public void end(String event) {
        if (!response.ended() && !response.closed()) {
            start();
            response.end(event);
        }
    }

    private void write(String event) {
        eventLoop.runOnContext(ignored -> {
            if (response.ended() || response.closed() || cancellation.isCancelled()) {
                permits.release();
                return;
            }
            start();
            response.write(event).onComplete(written -> permits.release());
        });
    }

    private void start() {
        if (!response.headWritten()) {
            response.setChunked(true)
                    .putHeader("content-type", Sse.CONTENT_TYPE)
                    .putHeader("x-accel-buffering", "no");
        }
    }
}
