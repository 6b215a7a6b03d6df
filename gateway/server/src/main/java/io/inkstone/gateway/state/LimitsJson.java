package io.inkstone.gateway.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.orchestration.Limits;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import java.util.List;

/** Limits as the administration API and the state write them. */
public final class LimitsJson {

    private static final List<String> NAMES =
            List.of("requests_per_minute", "tokens_per_minute", "concurrency", "tokens_per_day", "tokens_per_month");

    private LimitsJson() {}

    /**
     * Reads what a caller sent.
     *
     * @param limits what was sent; unlimited where it is missing
     * @param field what messages call it
     * @throws ApiException 400 {@code invalid_field} or {@code unknown_field}
     */
    public static Limits read(JsonNode limits, String field) {
        if (limits.isMissingNode()) {
            return Limits.UNLIMITED;
        }
        if (!(limits instanceof ObjectNode object)) {
            throw ApiException.invalidRequest(
                    "invalid_field", field, "The field '" + field + "' must be an object of limits.");
        }
        object.fieldNames().forEachRemaining(name -> {
            if (!NAMES.contains(name)) {
                throw ApiException.invalidRequest(
                        "unknown_field",
                        name,
                        "There is no field '" + name + "' here; known are: "
                                + String.join(", ", NAMES.stream().sorted().toList()) + ".");
            }
        });
        return new Limits(
                limit(object, field, 0),
                limit(object, field, 1),
                limit(object, field, 2),
                limit(object, field, 3),
                limit(object, field, 4));
    }

    /** All limits, null where nothing is limited. */
    public static ObjectNode describe(Limits limits) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        List<Long> values = values(limits);
        for (int i = 0; i < NAMES.size(); i++) {
            put(json, NAMES.get(i), values.get(i));
        }
        return json;
    }

    /** Puts one limit, or what is left of it; null where nothing is limited. */
    public static void put(ObjectNode json, String name, long limit) {
        if (limit == Limits.NONE) {
            json.putNull(name);
        } else {
            json.put(name, limit);
        }
    }

    /** The limits that are set, on one line. */
    static String write(Limits limits) {
        ObjectNode json = describe(limits);
        json.properties().removeIf(limit -> limit.getValue().isNull());
        return Json.write(json);
    }

    /** What {@link #write} wrote. */
    static Limits parse(String written) {
        try {
            return read(Json.MAPPER.readTree(written), "limits");
        } catch (JsonProcessingException | ApiException e) {
            throw new IllegalStateException("the state holds limits that cannot be read", e);
        }
    }

    private static List<Long> values(Limits limits) {
        return List.of(
                limits.requestsPerMinute(),
                limits.tokensPerMinute(),
                limits.concurrency(),
                limits.tokensPerDay(),
                limits.tokensPerMonth());
    }

    private static long limit(ObjectNode limits, String field, int index) {
        String name = NAMES.get(index);
        JsonNode value = limits.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Limits.NONE;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 1) {
            throw ApiException.invalidRequest(
                    "invalid_field",
                    field + "." + name,
                    "The limit '" + name + "' must be a whole number of at least 1.");
        }
        return value.asLong();
    }
}
