package io.inkstone.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An input that an operation's schema allows, with a mark in one of its texts.
 *
 * @param where the text that holds the mark
 * @param files the names of its file parts
 */
record PlantedInput(ObjectNode json, String where, List<String> files) {

    /** One for each text that an input can hold. */
    static List<PlantedInput> of(JsonNode operation, String mark) {
        List<String> files = new ArrayList<>();
        operation.path("files").forEach(file -> files.add(file.asText()));
        ObjectNode plain = object(operation.path("input_schema"));
        plain.remove(files);
        List<PlantedInput> planted = new ArrayList<>();
        for (String pointer : texts(plain, operation.path("input_schema"), "")) {
            ObjectNode copy = plain.deepCopy();
            int slash = pointer.lastIndexOf('/');
            JsonNode holder = copy.at(pointer.substring(0, slash));
            if (holder instanceof ArrayNode array) {
                array.set(0, mark);
            } else {
                ((ObjectNode) holder).put(pointer.substring(slash + 1), mark);
            }
            planted.add(new PlantedInput(copy, pointer, files));
        }
        return planted;
    }

    private static List<String> texts(JsonNode value, JsonNode schema, String pointer) {
        List<String> texts = new ArrayList<>();
        if (value.isTextual() && !schema.has("enum") && !schema.has("format") && !schema.has("pattern")) {
            texts.add(pointer);
        }
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            JsonNode inner = schema.path("properties").path(field.getKey());
            texts.addAll(texts(
                    field.getValue(),
                    inner.isMissingNode() ? schema.path("additionalProperties") : inner,
                    pointer + "/" + field.getKey()));
        }
        if (value.isArray() && !value.isEmpty()) {
            texts.addAll(texts(value.get(0), schema.path("items"), pointer + "/0"));
        }
        return texts;
    }

    private static ObjectNode object(JsonNode schema) {
        ObjectNode object = Json.MAPPER.createObjectNode();
        schema.path("properties")
                .properties()
                .forEach(property -> object.set(property.getKey(), value(property.getValue())));
        return object;
    }

    private static JsonNode value(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (schema.path("enum").isArray()) {
            return schema.path("enum").get(0);
        }
        return switch (type.isArray() ? type.get(0).asText() : type.asText()) {
            case "integer", "number" ->
                Json.MAPPER.getNodeFactory().numberNode(schema.path("minimum").asInt(1));
            case "boolean" -> Json.MAPPER.getNodeFactory().booleanNode(true);
            case "array" -> Json.MAPPER.createArrayNode().add(value(schema.path("items")));
            case "object" ->
                schema.has("properties")
                        ? object(schema)
                        : Json.MAPPER.createObjectNode().set("key", value(schema.path("additionalProperties")));
            default ->
                Json.MAPPER
                        .getNodeFactory()
                        .textNode(schema.path("format").asText().equals("date") ? "2026-01-31" : "some text");
        };
    }
}
