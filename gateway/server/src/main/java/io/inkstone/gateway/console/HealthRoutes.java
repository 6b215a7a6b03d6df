package io.inkstone.gateway.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.gateway.edge.Exchange;
import io.inkstone.gateway.edge.JsonAnswer;
import io.inkstone.gateway.edge.Routes;
import io.inkstone.orchestration.ModelRing;
import io.inkstone.orchestration.OnContext;
import io.inkstone.orchestration.OperationRing;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** MicroProfile Health: is the process alive, has it started, can a token be generated. */
public final class HealthRoutes implements Routes {

    private final Readiness readiness;
    private final ModelRing models;
    private final OperationRing ring;

    /**
     * @param readiness asked whether a token can be generated
     */
    public HealthRoutes(Readiness readiness, ModelRing models, OperationRing ring) {
        this.readiness = readiness;
        this.models = models;
        this.ring = ring;
    }

    @Override
    public void mount(Router router) {
        router.get("/health/live").handler(ctx -> up(ctx, "gateway"));
        router.get("/health/started").handler(ctx -> up(ctx, "gateway"));
        router.get("/health/ready").handler(this::ready);
        router.get("/health").handler(this::ready);
    }

    private static void up(RoutingContext ctx, String check) {
        Exchange.of(ctx).routed("/health");
        JsonAnswer.send(ctx, 200, health(check, Optional.empty()));
    }

    private void ready(RoutingContext ctx) {
        Exchange.of(ctx).routed("/health/ready");
        OnContext.ofCaller(readiness.check(models, ring))
                .onSuccess(failure -> JsonAnswer.send(ctx, failure.isEmpty() ? 200 : 503, health("model", failure)))
                .onFailure(ctx::fail);
    }

    private static ObjectNode health(String check, Optional<ApiException> failure) {
        String status = failure.isEmpty() ? "UP" : "DOWN";
        ObjectNode body = Json.MAPPER.createObjectNode().put("status", status);
        ObjectNode entry =
                body.putArray("checks").addObject().put("name", check).put("status", status);
        failure.ifPresent(
                reason -> entry.putObject("data").put("code", reason.code()).put("message", reason.getMessage()));
        return body;
    }
}
