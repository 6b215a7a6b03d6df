package io.inkstone.gateway.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import io.vertx.ext.web.RoutingContext;
import java.util.Collection;

/** Answers with JSON. */
public final class JsonAnswer {

    private JsonAnswer() {}

    /** A list in OpenAI's shape. */
    public static void sendList(RoutingContext ctx, Collection<? extends JsonNode> entries) {
        ObjectNode list = Json.MAPPER.createObjectNode().put("object", "list");
        list.putArray("data").addAll(entries);
        send(ctx, 200, list);
    }

    /** Answers with this body, unless the client is gone. */
    public static void send(RoutingContext ctx, int status, JsonNode body) {
        if (ctx.response().closed() || ctx.response().ended()) {
            return;
        }
        ctx.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end(Json.write(body));
    }
}
