package io.inkstone.model.serving;

import io.inkstone.protocol.ApiException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.atomic.AtomicLong;

/** Reads bodies, each of bounded size and in bounded time, and all together of bounded size. Thread-safe. */
final class BodyReader {

    private static final int MOST_SECONDS = 60;

    /** How many of the largest bodies may be held at once. */
    private static final int MOST_AT_ONCE = 8;

    private final Vertx vertx;
    private final long maxBytes;
    private final AtomicLong heldBytes = new AtomicLong();

    BodyReader(Vertx vertx, long maxBytes) {
        this.vertx = vertx;
        this.maxBytes = maxBytes;
    }

    /**
     * The whole body, or 413 {@code body_too_large}, 408 {@code body_timeout}, 429 {@code too_many_bodies}. It counts as
     * held until the response has ended.
     */
    Future<Buffer> read(HttpServerRequest request) {
        Reading reading = new Reading(request);
        request.handler(reading::take);
        request.endHandler(end -> reading.promise.tryComplete(reading.body));
        request.exceptionHandler(broken ->
                reading.refuse(ApiException.badRequest(400, "body_incomplete", "The body broke off; send it again.")));
        request.response().endHandler(ended -> reading.release());
        long timer = vertx.setTimer(
                MOST_SECONDS * 1000L,
                id -> reading.refuse(ApiException.badRequest(
                        408, "body_timeout", "The body was not whole after " + MOST_SECONDS + " s.")));
        return reading.promise.future().onComplete(read -> vertx.cancelTimer(timer));
    }

    private final class Reading {

        private final HttpServerRequest request;
        private final Promise<Buffer> promise = Promise.promise();
        private final Buffer body = Buffer.buffer();
        private long bytes;

        Reading(HttpServerRequest request) {
            this.request = request;
        }

        void take(Buffer part) {
            if (promise.future().isComplete()) {
                return; // refused; the rest is dropped
            }
            bytes += part.length();
            long held = heldBytes.addAndGet(part.length());
            if (bytes > maxBytes) {
                refuse(ApiException.badRequest(
                        413, "body_too_large", "The body is larger than " + maxBytes + " bytes; send less at once."));
            } else if (held > MOST_AT_ONCE * maxBytes) {
                refuse(ApiException.tooMany(
                        "too_many_bodies", "Too many large requests are held at once; send this one later.", 5));
            } else {
                body.appendBuffer(part);
            }
        }

        /** The connection is closed after the answer, as the rest of the body would follow on it. */
        void refuse(ApiException reason) {
            if (!promise.future().isComplete()) {
                request.response().putHeader("Connection", "close");
                promise.fail(reason);
            }
        }

        void release() {
            heldBytes.addAndGet(-bytes);
            bytes = 0;
        }
    }
}
