package io.inkstone.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.guardrails.Origin;
import io.inkstone.orchestration.ModelCall;
import io.inkstone.orchestration.ModelReply;
import io.inkstone.orchestration.ModelRing;
import io.inkstone.orchestration.UpstreamDirectory;
import io.inkstone.protocol.Sse;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.streams.ReadStream;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** OpenAI's routes, with their JSON kept whole, into the {@link ModelRing}. */
final class OpenAiRoutes {

    /** The routes answer with and without this in front, since clients disagree on what a base address is. */
    static final List<String> PREFIXES = List.of("/v1", "");

    private final ModelRing ring;
    private final UpstreamDirectory upstreams;
    private final Bodies bodies;
    private final Admission admission;

    OpenAiRoutes(ModelRing ring, UpstreamDirectory upstreams, Bodies bodies, Admission admission) {
        this.ring = ring;
        this.upstreams = upstreams;
        this.bodies = bodies;
        this.admission = admission;
    }

    void mount(Router router) {
        for (String prefix : PREFIXES) {
            router.get(prefix + "/models").handler(admission.as("models")).handler(this::models);
            router.post(prefix + "/chat/completions")
                    .handler(admission.as("chat.completions"))
                    .handler(ask(ModelCall.Kind.CHAT));
            router.post(prefix + "/completions")
                    .handler(admission.as("completions"))
                    .handler(ask(ModelCall.Kind.COMPLETION));
            router.post(prefix + "/embeddings")
                    .handler(admission.as("embeddings"))
                    .handler(ask(ModelCall.Kind.EMBEDDING));
        }
    }

    private void models(RoutingContext ctx) {
        Exchange.of(ctx).routed("/v1/models");
        upstreams.models().onSuccess(models -> JsonAnswer.sendList(ctx, models)).onFailure(ctx::fail);
    }

    private Handler<RoutingContext> ask(ModelCall.Kind kind) {
        return ctx -> {
            Exchange exchange = Exchange.of(ctx);
            exchange.routed("/v1" + kind.path());
            bodies.json(ctx)
                    .compose(body -> ring.call(ModelCall.of(kind, body, exchange.scope(), Origin.USER)))
                    .onSuccess(reply -> answer(ctx, reply))
                    .onFailure(ctx::fail);
        };
    }

    private static void answer(RoutingContext ctx, ModelReply reply) {
        ctx.response().putHeader("x-inkstone-upstream", reply.upstream());
        if (reply instanceof ModelReply.Whole whole) {
            JsonAnswer.send(ctx, 200, whole.json());
        } else if (reply instanceof ModelReply.Chunks chunks) {
            stream(ctx, chunks.stream());
        }
    }

    /** The head waits for the first chunk, so that a stream that never starts is still answered with its error's status. */
    private static void stream(RoutingContext ctx, ReadStream<ObjectNode> chunks) {
        HttpServerResponse response = ctx.response();
        chunks.handler(chunk -> {
            startSse(response);
            response.write(Sse.encode(chunk));
            if (response.writeQueueFull()) {
                chunks.pause();
                response.drainHandler(drained -> chunks.resume());
            }
        });
        chunks.exceptionHandler(cause -> {
            if (!response.headWritten()) {
                ctx.fail(cause);
            } else if (!response.closed()) {
                String error = Sse.encode(Failures.inStream(ctx, cause).toJson());
                Exchange.of(ctx).finishing();
                response.end(error);
            }
        });
        chunks.endHandler(end -> {
            startSse(response);
            Exchange.of(ctx).finishing();
            response.end(Sse.encodeDone());
        });
        chunks.resume();
    }

    private static void startSse(HttpServerResponse response) {
        if (!response.headWritten()) {
            response.setChunked(true)
                    .putHeader("content-type", Sse.CONTENT_TYPE)
                    .putHeader("x-accel-buffering", "no");
        }
    }
}
