package io.inkstone.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one JSON object of a request; {@code null} counts as absent, as with OpenAI. Every error is an {@link
 * ApiException} with status 400 that names the field by its path, what it was and what is allowed.
 *
 * @param object what is read
 * @param prefix what stands before the names of its fields in errors: empty, or as {@code text.}
 */
public record RequestFields(ObjectNode object, String prefix) {

    /** The fields of a body. */
    public static RequestFields of(ObjectNode object) {
        return new RequestFields(object, "");
    }

    /** What errors call a field. */
    public String path(String name) {
        return prefix + name;
    }

    /** A field; null when it is absent or null. */
    public @Nullable JsonNode find(String name) {
        JsonNode node = object.get(name);
        return node == null || node.isNull() ? null : node;
    }

    /** A field that has to be there. */
    public JsonNode require(String name, String example) {
        JsonNode node = find(name);
        if (node == null) {
            throw ApiException.invalidRequest(
                    "missing_required_parameter",
                    path(name),
                    "'" + path(name) + "' is missing; give it, as " + example + ".");
        }
        return node;
    }

    /** A string. */
    public Optional<String> text(String name) {
        JsonNode node = find(name);
        if (node == null) {
            return Optional.empty();
        }
        if (!node.isTextual()) {
            throw wrongType(name, node, "a string");
        }
        return Optional.of(node.textValue());
    }

    /** A string that has to be there and is not empty. */
    public String requireText(String name, String example) {
        require(name, example);
        String text = text(name).orElse("");
        if (text.isEmpty()) {
            throw invalid(name, "'" + path(name) + "' is empty; give it, as " + example + ".");
        }
        return text;
    }

    /** A boolean; false when it is absent. */
    public boolean flag(String name) {
        JsonNode node = find(name);
        if (node == null) {
            return false;
        }
        if (!node.isBoolean()) {
            throw wrongType(name, node, "true or false");
        }
        return node.booleanValue();
    }

    /** A number between the limits, both included; never NaN or infinite. */
    double number(String name, double absent, double min, double max) {
        JsonNode node = find(name);
        return node == null ? absent : numberIn(name, node, min, max);
    }

    double numberIn(String name, JsonNode node, double min, double max) {
        if (!node.isNumber()) {
            throw wrongType(name, node, "a number");
        }
        double value = node.doubleValue();
        if (!(value >= min && value <= max)) {
            throw invalid(
                    name, "'" + path(name) + "' is " + brief(node) + " but must be from " + min + " to " + max + ".");
        }
        return value;
    }

    /** A whole number between the limits, both included. */
    public OptionalInt integer(String name, int min, int max) {
        JsonNode node = find(name);
        if (node == null) {
            return OptionalInt.empty();
        }
        if (!node.isIntegralNumber()) {
            throw wrongType(name, node, "a whole number");
        }
        if (!node.canConvertToInt() || node.intValue() < min || node.intValue() > max) {
            throw invalid(
                    name, "'" + path(name) + "' is " + brief(node) + " but must be from " + min + " to " + max + ".");
        }
        return OptionalInt.of(node.intValue());
    }

    OptionalLong longInteger(String name) {
        JsonNode node = find(name);
        if (node == null) {
            return OptionalLong.empty();
        }
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw wrongType(name, node, "a whole number of 64 bits");
        }
        return OptionalLong.of(node.longValue());
    }

    /** The fields of an object within this one. */
    public Optional<RequestFields> child(String name) {
        JsonNode node = find(name);
        if (node == null) {
            return Optional.empty();
        }
        if (!(node instanceof ObjectNode child)) {
            throw wrongType(name, node, "an object");
        }
        return Optional.of(new RequestFields(child, path(name) + "."));
    }

    /** A string, or an array of strings, of which none is empty; an absent field is no strings. */
    List<String> texts(String name, int maxCount, int maxChars) {
        JsonNode node = find(name);
        if (node == null) {
            return List.of();
        }
        if (!node.isTextual() && !node.isArray()) {
            throw wrongType(name, node, "a string or an array of strings");
        }
        Iterable<JsonNode> items = node.isArray() ? node : List.of(node);
        List<String> texts = new ArrayList<>();
        for (JsonNode item : items) {
            if (texts.size() == maxCount) {
                throw invalid(
                        name,
                        "'" + path(name) + "' holds " + node.size() + " entries; at most " + maxCount + " are taken.");
            }
            if (!item.isTextual()) {
                throw wrongType(name + "[" + texts.size() + "]", item, "a string");
            }
            String text = item.textValue();
            if (text.isEmpty() || text.length() > maxChars) {
                throw invalid(
                        name,
                        "'" + path(name) + "' holds a text of " + text.length() + " characters; 1 to " + maxChars
                                + " are taken.");
            }
            texts.add(text);
        }
        return List.copyOf(texts);
    }

    /** That a field is of another type; code {@code invalid_type}. */
    public ApiException wrongType(String name, JsonNode node, String expected) {
        return ApiException.invalidRequest(
                "invalid_type",
                path(name),
                "'" + path(name) + "' must be " + expected + ", but is " + kind(node) + ".");
    }

    /** That a field has a value that it cannot have; code {@code invalid_value}. */
    public ApiException invalid(String name, String message) {
        return ApiException.invalidRequest("invalid_value", path(name), message);
    }

    /** That a field asks for something that is not done here; code {@code unsupported_parameter}. */
    public ApiException unsupported(String name, String message) {
        return ApiException.invalidRequest("unsupported_parameter", path(name), message);
    }

    private static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "an array";
            case OBJECT -> "an object";
            case STRING -> "a string";
            case BOOLEAN -> "a boolean";
            case NUMBER -> node.isIntegralNumber() ? "a whole number" : "a number with a fraction";
            default -> "null";
        };
    }

    /** A number as it was written, cut where somebody sent a thousand digits. */
    private static String brief(JsonNode number) {
        String text = number.asText();
        return text.length() <= 32 ? text : text.substring(0, 32) + "…";
    }
}
