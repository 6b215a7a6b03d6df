package io.inkstone.model.serving;

import io.inkstone.protocol.ApiException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Reads bodies of bounded size. */
final class BodyReader {

    private final long maxBytes;

    BodyReader(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** The whole body, or 413 {@code body_too_large}; the connection is closed then, as the rest would follow on it. */
    Future<Buffer> read(HttpServerRequest request) {
        Promise<Buffer> promise = Promise.promise();
        Buffer body = Buffer.buffer();
        request.handler(part -> {
            if (promise.future().isComplete()) {
                return; // refused; the rest is dropped
            }
            if (body.length() + part.length() <= maxBytes) {
                body.appendBuffer(part);
                return;
            }
            request.response().putHeader("Connection", "close");
            promise.fail(ApiException.badRequest(
                    413, "body_too_large", "The body is larger than " + maxBytes + " bytes; send less at once."));
        });
        request.endHandler(end -> promise.tryComplete(body));
        request.exceptionHandler(broken ->
                promise.tryFail(ApiException.badRequest(400, "body_incomplete", "The body broke off; send it again.")));
        return promise.future();
    }
}
