package io.inkstone.gateway.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the body of a chat. */
final class ChatBody {

    private final ObjectNode body = Json.MAPPER.createObjectNode();
    private final ArrayNode messages = Json.MAPPER.createArrayNode();

    /** A part of a message: a text, or a picture or sound as OpenAI writes it. */
    record Part(@Nullable String text, @Nullable ObjectNode media) {

        static Part text(String text) {
            return new Part(text, null);
        }

        static Part image(String url, @Nullable String detail) {
            ObjectNode part = Json.MAPPER.createObjectNode().put("type", "image_url");
            ObjectNode image = part.putObject("image_url").put("url", url);
            if (detail != null) {
                image.put("detail", detail);
            }
            return new Part(null, part);
        }
    }

    /** Copies a field as it is, where it is there. */
    void copy(ObjectNode from, String name, String as) {
        JsonNode value = from.get(name);
        if (value != null && !value.isNull()) {
            body.set(as, value);
        }
    }

    void set(String name, JsonNode value) {
        body.set(name, value);
    }

    void put(String name, String value) {
        body.put(name, value);
    }

    /** Asks for a stream that tells its usage. */
    void stream() {
        body.put("stream", true).putObject("stream_options").put("include_usage", true);
    }

    /** A message; texts alone are joined to one string, which every engine reads. */
    void say(String role, List<Part> parts) {
        ObjectNode message = messages.addObject().put("role", role);
        if (parts.stream().allMatch(part -> part.text() != null)) {
            message.put("content", joined(parts));
            return;
        }
        ArrayNode content = message.putArray("content");
        for (Part part : parts) {
            content.add(
                    part.media() != null
                            ? part.media()
                            : Json.MAPPER.createObjectNode().put("type", "text").put("text", part.text()));
        }
    }

    /** That the model called a tool: a part of the assistant's message before it, where that is the last one. */
    void toolCall(String id, String name, String arguments) {
        JsonNode last = messages.isEmpty() ? null : messages.get(messages.size() - 1);
        ObjectNode message = last instanceof ObjectNode object
                        && object.path("role").asText().equals("assistant")
                ? object
                : messages.addObject().put("role", "assistant").putNull("content");
        message.withArray("tool_calls")
                .addObject()
                .put("id", id)
                .put("type", "function")
                .putObject("function")
                .put("name", name)
                .put("arguments", arguments);
    }

    void toolResult(String id, String output) {
        messages.addObject().put("role", "tool").put("tool_call_id", id).put("content", output);
    }

    /** A function that the model may call. */
    void tool(String name, @Nullable String description, @Nullable JsonNode parameters, @Nullable JsonNode strict) {
        ObjectNode function = body.withArray("tools")
                .addObject()
                .put("type", "function")
                .putObject("function")
                .put("name", name);
        if (description != null) {
            function.put("description", description);
        }
        if (parameters != null) {
            function.set("parameters", parameters);
        }
        if (strict != null) {
            function.set("strict", strict);
        }
    }

    /** That the answer is JSON of this schema. */
    void schema(String name, JsonNode schema, boolean strict) {
        ObjectNode named = body.putObject("response_format")
                .put("type", "json_schema")
                .putObject("json_schema")
                .put("name", name);
        named.set("schema", schema);
        named.put("strict", strict);
    }

    ObjectNode build() {
        body.set("messages", messages);
        return body;
    }

    static String joined(List<Part> parts) {
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(part.text()));
        return text.toString();
    }
}
