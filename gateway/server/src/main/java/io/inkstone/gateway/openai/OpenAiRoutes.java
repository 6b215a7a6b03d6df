package io.inkstone.gateway.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.gateway.dialect.Dialect;
import io.inkstone.gateway.edge.Admission;
import io.inkstone.gateway.edge.Bodies;
import io.inkstone.gateway.edge.Exchange;
import io.inkstone.gateway.edge.JsonAnswer;
import io.inkstone.gateway.edge.Routes;
import io.inkstone.orchestration.ModelCall;
import io.inkstone.orchestration.ModelReply;
import io.inkstone.orchestration.ModelRing;
import io.inkstone.orchestration.RequestScope;
import io.inkstone.orchestration.UpstreamDirectory;
import io.inkstone.protocol.ApiException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The routes that ask models, in OpenAI's shapes and Anthropic's, and the list of models. */
public final class OpenAiRoutes implements Routes {

    /** The routes answer with and without this in front, since clients disagree on what a base address is. */
    static final List<String> PREFIXES = List.of("/v1", "");

    private final Map<String, Endpoint> endpoints;
    private final UpstreamDirectory upstreams;
    private final Bodies bodies;
    private final Admission admission;

    /**
     * @param upstreams know which models there are
     */
    public OpenAiRoutes(ModelRing ring, UpstreamDirectory upstreams, Bodies bodies, Admission admission) {
        this.endpoints = endpoints(ring);
        this.upstreams = upstreams;
        this.bodies = bodies;
        this.admission = admission;
    }

    /** What is asked with JSON, by its path without prefix. */
    static Map<String, Endpoint> endpoints(ModelRing ring) {
        Map<String, Endpoint> endpoints = new LinkedHashMap<>();
        List.of(
                        new ModelEndpoint(ring, ModelCall.Kind.CHAT, "chat.completions"),
                        new ModelEndpoint(ring, ModelCall.Kind.COMPLETION, "completions"),
                        new ModelEndpoint(ring, ModelCall.Kind.EMBEDDING, "embeddings"),
                        new RerankEndpoint(ring),
                        new ModerationEndpoint(),
                        new DialectEndpoint(ring, Dialect.responses(), "/responses", "responses"),
                        new DialectEndpoint(ring, Dialect.messages(), "/messages", "messages"))
                .forEach(endpoint -> endpoints.put(endpoint.path(), endpoint));
        return endpoints;
    }

    /** What is asked there, as audit records name it, by path. */
    static Map<String, String> operations(ModelRing ring) {
        Map<String, String> operations = new LinkedHashMap<>();
        endpoints(ring).forEach((path, endpoint) -> operations.put("/v1" + path, endpoint.operation()));
        return operations;
    }

    @Override
    public void mount(Router router) {
        for (String prefix : PREFIXES) {
            router.get(prefix + "/models").handler(admission.as("models")).handler(this::models);
            router.get(prefix + "/models/*").handler(admission.as("models")).handler(this::model);
            for (Endpoint endpoint : endpoints.values()) {
                router.post(prefix + endpoint.path())
                        .handler(shapeErrors(endpoint))
                        .handler(admission.as(endpoint.operation()))
                        .handler(ask(endpoint));
            }
        }
    }

    private void models(RoutingContext ctx) {
        Exchange.of(ctx).routed("/v1/models");
        visible(ctx).onSuccess(models -> JsonAnswer.sendList(ctx, models)).onFailure(ctx::fail);
    }

    /** Names of models hold slashes, so the name is all that follows. */
    private void model(RoutingContext ctx) {
        Exchange.of(ctx).routed("/v1/models/{id}");
        String name = ctx.pathParam("*");
        visible(ctx)
                .map(models -> models.stream()
                        .filter(model -> model.path("id").asText().equals(name))
                        .findFirst()
                        .orElseThrow(() -> ApiException.notFound(
                                "model_not_found",
                                "There is no model '" + name + "' for you; GET /v1/models lists those that are.")))
                .onSuccess(model -> JsonAnswer.send(ctx, 200, model))
                .onFailure(ctx::fail);
    }

    /** The models that the caller may ask. */
    private Future<List<ObjectNode>> visible(RoutingContext ctx) {
        Set<String> allowed = Exchange.of(ctx).scope().caller().rights().models();
        return upstreams
                .models()
                .map(models -> models.stream()
                        .filter(model -> allowed.isEmpty()
                                || allowed.contains(model.path("id").asText()))
                        .toList());
    }

    private static Handler<RoutingContext> shapeErrors(Endpoint endpoint) {
        return ctx -> {
            Exchange exchange = Exchange.of(ctx);
            exchange.routed("/v1" + endpoint.path());
            exchange.errorsAs(error -> endpoint.errorBody(error, exchange.requestId()));
            ctx.next();
        };
    }

    private Handler<RoutingContext> ask(Endpoint endpoint) {
        return ctx -> {
            RequestScope scope = Exchange.of(ctx).scope();
            bodies.json(ctx)
                    .compose(body -> endpoint.ask(body, scope))
                    .onSuccess(reply -> answer(ctx, reply))
                    .onFailure(ctx::fail);
        };
    }

    private static void answer(RoutingContext ctx, Endpoint.Reply reply) {
        ctx.response().putHeader("x-inkstone-upstream", reply.answer().upstream());
        if (reply.answer() instanceof ModelReply.Whole whole) {
            JsonAnswer.send(ctx, 200, whole.json());
        } else if (reply.answer() instanceof ModelReply.Chunks chunks) {
            AnswerStream.send(ctx, chunks.stream(), reply.form());
        }
    }
}
