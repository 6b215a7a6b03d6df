package io.inkstone.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.inkstone.protocol.Json;
import io.vertx.ext.web.RoutingContext;

/** Answers with JSON. */
final class JsonAnswer {

    private JsonAnswer() {}

    static void send(RoutingContext ctx, int status, JsonNode body) {
        if (ctx.response().closed() || ctx.response().ended()) {
            return;
        }
        ctx.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end(Json.write(body));
    }
}
