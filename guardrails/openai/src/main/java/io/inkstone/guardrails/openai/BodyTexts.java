package io.inkstone.guardrails.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.inkstone.guardrails.Origin;
import io.inkstone.guardrails.Passage;
import io.inkstone.protocol.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The texts of the body of a call in OpenAI's shape, with whose words they are. */
final class BodyTexts {

    /** Fields whose lower-case words are the protocol's. */
    private static final Set<String> PROTOCOL = Set.of("role", "type", "object");

    /** Of a grammar the literals alone are texts: the rest is a language of its own. */
    private static final Set<String> GRAMMARS = Set.of("grammar", "guided_grammar");

    private static final Pattern WORD = Pattern.compile("[a-z_]{1,32}");

    /** Roles whose words are the operator's. */
    private static final Set<String> SYSTEM_ROLES = Set.of("system", "developer");

    private BodyTexts() {}

    /**
     * A copy of the body with each text changed.
     *
     * @param asker whose words the user's messages are
     * @param change given a text's origin and the text
     */
    static ObjectNode mapped(ObjectNode body, Origin asker, BiFunction<Origin, String, String> change) {
        ObjectNode copy = Json.MAPPER.createObjectNode();
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            String name = field.getKey();
            JsonNode value = field.getValue();
            if (name.equals("model")) {
                copy.set(name, value);
            } else if (GRAMMARS.contains(name) && value.isTextual()) {
                copy.put(name, GrammarLiterals.changed(value.textValue(), text -> change.apply(Origin.SYSTEM, text)));
            } else if (name.equals("messages") && value.isArray()) {
                ArrayNode messages = copy.putArray(name);
                value.forEach(message ->
                        messages.add(changed(message, text -> change.apply(originOf(message, asker), text))));
            } else {
                Origin origin =
                        name.equals("prompt") || name.equals("suffix") || name.equals("input") ? asker : Origin.SYSTEM;
                copy.set(name, changed(value, text -> change.apply(origin, text)));
            }
        }
        return copy;
    }

    /** Every text of the body. */
    static List<Passage.Part> of(ObjectNode body, Origin asker) {
        List<Passage.Part> parts = new ArrayList<>();
        mapped(body, asker, (origin, text) -> {
            parts.add(new Passage.Part(origin, text));
            return text;
        });
        return parts;
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
