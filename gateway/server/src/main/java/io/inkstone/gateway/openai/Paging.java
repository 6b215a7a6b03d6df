package io.inkstone.gateway.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.gateway.edge.JsonAnswer;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** Lists that a client reads page by page, in OpenAI's shape. */
final class Paging {

    private Paging() {}

    /**
     * How many entries the client wants.
     *
     * @throws ApiException 400 when it is not a number from 1 to {@code most}
     */
    static int limit(RoutingContext ctx, int usual, int most) {
        String given = ctx.request().getParam("limit");
        if (given == null) {
            return usual;
        }
        int limit = given.matches("[0-9]{1,9}") ? Integer.parseInt(given) : 0;
        if (limit < 1 || limit > most) {
            throw ApiException.invalidRequest(
                    "invalid_field", "limit", "'limit' must be a whole number from 1 to " + most + ".");
        }
        return limit;
    }

    /**
     * Sends a page.
     *
     * @param entries the page, and one more where there is one
     */
    static void send(RoutingContext ctx, List<ObjectNode> entries, int limit) {
        List<ObjectNode> page = entries.subList(0, Math.min(limit, entries.size()));
        ObjectNode list = Json.MAPPER.createObjectNode().put("object", "list");
        list.putArray("data").addAll(page);
        list.put("first_id", page.isEmpty() ? null : page.get(0).path("id").asText());
        list.put(
                "last_id",
                page.isEmpty() ? null : page.get(page.size() - 1).path("id").asText());
        list.put("has_more", entries.size() > limit);
        JsonAnswer.send(ctx, 200, list);
    }
}
