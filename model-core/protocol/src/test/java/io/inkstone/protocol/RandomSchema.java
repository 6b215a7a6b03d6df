package io.inkstone.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.Random;

/** Random schemas of the supported subset, and random instances of them. */
final class RandomSchema {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Random random;

    RandomSchema(Random random) {
        this.random = random;
    }

    ObjectNode object() {
        return object(3);
    }

    private ObjectNode object(int depth) {
        ObjectNode schema = JSON.objectNode().put("type", "object");
        schema.put("additionalProperties", false);
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = JSON.arrayNode();
        for (int i = random.nextInt(5); i > 0; i--) {
            String name = "p" + i;
            properties.set(name, any(depth - 1));
            if (random.nextBoolean()) {
                required.add(name);
            }
        }
        schema.set("required", required);
        return schema;
    }

    private JsonNode any(int depth) {
        return switch (random.nextInt(depth <= 0 ? 7 : 10)) {
            case 0 -> string();
            case 1 -> integer();
            case 2 -> JSON.objectNode().put("type", random.nextBoolean() ? "number" : "boolean");
            case 3 ->
                JSON.objectNode()
                        .set(
                                "enum",
                                JSON.arrayNode().add("a").add(12).add("a\"b\n语").addNull());
            case 4 ->
                JSON.objectNode().set("type", JSON.arrayNode().add("integer").add("null"));
            case 5 -> JSON.objectNode().put("type", "string").put("format", "date");
            case 6 -> JSON.objectNode().put("const", random.nextInt(100));
            case 7 -> object(depth);
            case 8 -> array(depth);
            default ->
                JSON.objectNode()
                        .set("anyOf", JSON.arrayNode().add(any(depth - 1)).add(any(depth - 1)));
        };
    }

    private ObjectNode string() {
        ObjectNode schema = JSON.objectNode().put("type", "string");
        if (random.nextBoolean()) {
            schema.put("minLength", random.nextInt(3));
        }
        return random.nextBoolean() ? schema.put("maxLength", 2 + random.nextInt(5)) : schema;
    }

    private ObjectNode integer() {
        ObjectNode schema = JSON.objectNode().put("type", "integer");
        int low = random.nextInt(2000) - 1000;
        if (random.nextBoolean()) {
            schema.put(random.nextBoolean() ? "minimum" : "exclusiveMinimum", low);
        }
        int high = low + 2 + random.nextInt(500);
        return random.nextBoolean() ? schema.put(random.nextBoolean() ? "maximum" : "exclusiveMaximum", high) : schema;
    }

    private ObjectNode array(int depth) {
        ObjectNode schema = JSON.objectNode().put("type", "array");
        schema.set("items", any(depth - 1));
        if (random.nextBoolean()) {
            schema.put("minItems", random.nextInt(3));
        }
        return random.nextBoolean()
                ? schema.put("maxItems", schema.path("minItems").asInt() + random.nextInt(3))
                : schema;
    }

    /** An instance, with properties in the order of the schema. */
    JsonNode instance(JsonNode schema) {
        if (schema.has("enum")) {
            return schema.get("enum").get(random.nextInt(schema.get("enum").size()));
        }
        if (schema.has("const")) {
            return schema.get("const");
        }
        if (schema.has("anyOf")) {
            return instance(schema.get("anyOf").get(random.nextInt(2)));
        }
        if (schema.get("type").isArray()) {
            return random.nextBoolean() ? JSON.nullNode() : JSON.numberNode(random.nextInt(1000));
        }
        return switch (schema.get("type").asText()) {
            case "object" -> instanceOfObject(schema);
            case "array" -> instanceOfArray(schema);
            case "string" -> JSON.textNode(instanceOfString(schema));
            case "integer" -> JSON.numberNode(instanceOfInteger(schema));
            case "number" -> JSON.numberNode((random.nextInt(20_000) - 10_000) / 8.0);
            default -> JSON.booleanNode(random.nextBoolean());
        };
    }

    private JsonNode instanceOfObject(JsonNode schema) {
        ObjectNode instance = JSON.objectNode();
        schema.get("properties").properties().forEach(property -> {
            boolean required = false;
            for (JsonNode name : schema.get("required")) {
                required |= name.asText().equals(property.getKey());
            }
            if (required || random.nextBoolean()) {
                instance.set(property.getKey(), instance(property.getValue()));
            }
        });
        return instance;
    }

    private JsonNode instanceOfArray(JsonNode schema) {
        int min = schema.path("minItems").asInt(0);
        int max = schema.path("maxItems").asInt(min + 3);
        ArrayNode instance = JSON.arrayNode();
        for (int i = min + random.nextInt(max - min + 1); i > 0; i--) {
            instance.add(instance(schema.get("items")));
        }
        return instance;
    }

    private String instanceOfString(JsonNode schema) {
        if (schema.has("format")) {
            return LocalDate.ofEpochDay(random.nextInt(40_000)).toString();
        }
        int min = schema.path("minLength").asInt(0);
        int max = schema.path("maxLength").asInt(min + 5);
        StringBuilder text = new StringBuilder();
        for (int i = min + random.nextInt(max - min + 1); i > 0; i--) {
            text.append(new String[] {"a", "Z", "\"", "\\", "\n", "语", "😀", " "}[random.nextInt(8)]);
        }
        return text.toString();
    }

    private long instanceOfInteger(JsonNode schema) {
        long low = schema.path("minimum").asLong(schema.path("exclusiveMinimum").asLong(-2001) + 1);
        long high =
                schema.path("maximum").asLong(schema.path("exclusiveMaximum").asLong(low + 2) - 1);
        return Math.min(low, high) + random.nextInt((int) Math.abs(high - low) + 1);
    }
}
