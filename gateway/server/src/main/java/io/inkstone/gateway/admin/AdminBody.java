package io.inkstone.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.gateway.edge.Bodies;
import io.inkstone.gateway.edge.Exchange;
import io.inkstone.gateway.edge.JsonAnswer;
import io.inkstone.gateway.state.LimitsJson;
import io.inkstone.orchestration.Limits;
import io.inkstone.protocol.ApiException;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request to the administration API. Every method that reads a field throws 400 {@code missing_field},
 * {@code invalid_field} or {@code unknown_field}.
 */
record AdminBody(ObjectNode json) {

    /** What a request does. */
    interface Action {
        /** Runs where it may block; an {@link IllegalArgumentException} is the caller's mistake, in words for the caller. */
        Answer run(AdminBody body);
    }

    record Answer(int status, ObjectNode body) {}

    /** Reads the body, runs the action off the event loop, and answers. */
    static void handle(RoutingContext ctx, Bodies bodies, Action action) {
        Exchange.of(ctx).routed("/admin/v1");
        bodies.json(ctx)
                .compose(body -> ctx.vertx().executeBlocking(() -> action.run(new AdminBody(body)), false))
                .onSuccess(answer -> JsonAnswer.send(ctx, answer.status(), answer.body()))
                .onFailure(cause -> ctx.fail(
                        cause instanceof IllegalArgumentException wrong
                                ? ApiException.invalidRequest("invalid_field", null, String.valueOf(wrong.getMessage()))
                                : cause));
    }

    void refuseUnknown(Set<String> known) {
        json.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw ApiException.invalidRequest(
                        "unknown_field",
                        name,
                        "There is no field '" + name + "' here; known are: "
                                + String.join(", ", known.stream().sorted().toList()) + ".");
            }
        });
    }

    String text(String name) {
        if (!json.path(name).isTextual()) {
            throw ApiException.invalidRequest(
                    json.has(name) ? "invalid_field" : "missing_field",
                    name,
                    "The field '" + name + "' must be a string.");
        }
        return json.path(name).asText();
    }

    boolean flag(String name) {
        require(json.path(name).isMissingNode() || json.path(name).isBoolean(), name, "true or false");
        return json.path(name).asBoolean(false);
    }

    /** A number in bounds. */
    long number(String name, long most, long usual) {
        JsonNode value = json.path(name);
        if (value.isMissingNode()) {
            return usual;
        }
        boolean fits = value.isIntegralNumber() && value.canConvertToLong() && value.asLong() >= 0;
        require(fits && value.asLong() <= most, name, "a whole number from 0 to " + most);
        return value.asLong();
    }

    /** A list of names; empty when the field is left out. */
    Set<String> names(String name) {
        JsonNode list = json.path(name);
        require(list.isMissingNode() || list.isArray(), name, "a list of names of " + name);
        Set<String> names = new LinkedHashSet<>();
        for (JsonNode one : list) {
            require(one.isTextual(), name, "a list of names of " + name);
            names.add(one.asText());
        }
        return names;
    }

    Limits limits(String name) {
        return LimitsJson.read(json.path(name), name);
    }

    /** A moment; null when the field is left out. */
    @Nullable
    Instant moment(String name) {
        if (!json.has(name) || json.path(name).isNull()) {
            return null;
        }
        try {
            return Instant.parse(text(name));
        } catch (DateTimeParseException e) {
            throw wrong(name, "a moment as 2027-01-31T12:00:00Z");
        }
    }

    static void putNames(ObjectNode into, String name, Set<String> names) {
        ArrayNode list = into.putArray(name);
        names.stream().sorted().forEach(list::add);
    }

    private static void require(boolean right, String field, String expected) {
        if (!right) {
            throw wrong(field, expected);
        }
    }

    static ApiException wrong(String field, String expected) {
        return ApiException.invalidRequest(
                "invalid_field", field, "The field '" + field + "' must be " + expected + ".");
    }
}
