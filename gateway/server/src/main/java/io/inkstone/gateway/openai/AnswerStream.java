package io.inkstone.gateway.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.gateway.edge.Exchange;
import io.inkstone.gateway.edge.Failures;
import io.inkstone.protocol.Sse;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.streams.ReadStream;
import io.vertx.ext.web.RoutingContext;

/** Sends a model's stream to a client, no faster than the client reads. */
final class AnswerStream {

    private AnswerStream() {}

    /** The head waits for the first chunk, so that a stream that never starts is still answered with its error's status. */
    static void send(RoutingContext ctx, ReadStream<ObjectNode> chunks, StreamForm form) {
        HttpServerResponse response = ctx.response();
        chunks.handler(chunk -> {
            start(response);
            String text = form.chunk(chunk);
            if (!text.isEmpty()) {
                response.write(text);
            }
            if (response.writeQueueFull()) {
                chunks.pause();
                response.drainHandler(drained -> chunks.resume());
            }
        });
        chunks.exceptionHandler(cause -> {
            if (!response.headWritten()) {
                ctx.fail(cause);
            } else if (!response.closed()) {
                String error = form.failed(Failures.inStream(ctx, cause));
                Exchange.of(ctx).finishing();
                response.end(error);
            }
        });
        chunks.endHandler(end -> {
            start(response);
            Exchange.of(ctx).finishing();
            response.end(form.end());
        });
        chunks.resume();
    }

    private static void start(HttpServerResponse response) {
        if (!response.headWritten()) {
            response.setChunked(true)
                    .putHeader("content-type", Sse.CONTENT_TYPE)
                    .putHeader("x-accel-buffering", "no");
        }
    }
}
