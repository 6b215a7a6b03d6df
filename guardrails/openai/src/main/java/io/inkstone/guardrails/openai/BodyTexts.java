package io.inkstone.guardrails.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.inkstone.guardrails.Origin;
import io.inkstone.protocol.Json;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The texts of the body of a call in OpenAI's shape, with whose words they are. */
final class BodyTexts {

    /** Fields whose lower-case words are the protocol's. */
    private static final Set<String> PROTOCOL = Set.of("role", "type", "object");

    /** Fields beside the messages that hold what is said. */
    private static final Set<String> SPOKEN = Set.of("prompt", "suffix", "input", "query");

    /** Of a grammar the literals alone are texts: the rest is a language of its own. */
    private static final Set<String> GRAMMARS = Set.of("grammar", "guided_grammar");

    private static final Pattern WORD = Pattern.compile("[a-z_]{1,32}");

    /** Roles whose words are the operator's. */
    private static final Set<String> SYSTEM_ROLES = Set.of("system", "developer");

    private BodyTexts() {}

    /** What becomes of a text. */
    @FunctionalInterface
    interface Change {
        /**
         * The text that takes its place.
         *
         * @param spoken whether it is a part of the conversation; not so what frames it: tools, schemas, grammars
         */
        String of(Origin origin, boolean spoken, String text);
    }

    /**
     * A copy of the body with each text changed.
     *
     * @param asker whose words the user's messages are
     */
    static ObjectNode mapped(ObjectNode body, Origin asker, Change change) {
        ObjectNode copy = Json.MAPPER.createObjectNode();
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            String name = field.getKey();
            JsonNode value = field.getValue();
            if (name.equals("model")) {
                copy.set(name, value);
            } else if (GRAMMARS.contains(name) && value.isTextual()) {
                copy.put(
                        name,
                        GrammarLiterals.changed(value.textValue(), text -> change.of(Origin.SYSTEM, false, text)));
            } else if (name.equals("messages") && value.isArray()) {
                ArrayNode messages = copy.putArray(name);
                value.forEach(message ->
                        messages.add(changed(message, text -> change.of(originOf(message, asker), true, text))));
            } else if (name.equals("documents")) {
                copy.set(name, changed(value, text -> change.of(Origin.DOCUMENT, true, text)));
            } else {
                boolean spoken = SPOKEN.contains(name);
                Origin origin = spoken ? asker : Origin.SYSTEM;
                copy.set(name, changed(value, text -> change.of(origin, spoken, text)));
            }
        }
        return copy;
    }

    /** A copy of a JSON value with its texts changed, names of fields left as they are. */
    static JsonNode changed(JsonNode value, UnaryOperator<String> change) {
        if (value.isTextual()) {
            return TextNode.valueOf(change.apply(value.textValue()));
        }
        if (value.isArray()) {
            ArrayNode array = Json.MAPPER.createArrayNode();
            value.forEach(item -> array.add(changed(item, change)));
            return array;
        }
        if (value.isObject()) {
            ObjectNode object = Json.MAPPER.createObjectNode();
            value.properties()
                    .forEach(field -> object.set(
                            field.getKey(),
                            isText(field.getKey(), field.getValue())
                                    ? changed(field.getValue(), change)
                                    : field.getValue()));
            return object;
        }
        return value;
    }

    /** Not so are the protocol's own words and pictures or sounds that are written as text. */
    private static boolean isText(String name, JsonNode value) {
        if (!value.isTextual()) {
            return true;
        }
        String text = value.textValue();
        boolean media = text.startsWith("data:image/") || text.startsWith("data:audio/") || name.equals("data");
        return !media && !(PROTOCOL.contains(name) && WORD.matcher(text).matches());
    }

    private static Origin originOf(JsonNode message, Origin asker) {
        String role = message.path("role").asText();
        if (SYSTEM_ROLES.contains(role)) {
            return Origin.SYSTEM;
        }
        return role.equals("user") ? asker : Origin.DOCUMENT;
    }
}
