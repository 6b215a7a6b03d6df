package io.inkstone.gateway.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.ChatRequest;
import io.inkstone.protocol.Json;
import io.inkstone.protocol.RequestFields;
import java.util.ArrayList;
import java.util.List;

/** The {@code input} of a response: a text, or what was said and done so far. */
final class ResponsesInput {

    private static final String EXAMPLE = "\"input\": \"…\"";

    private final RequestFields fields;
    private final ChatBody chat;

    ResponsesInput(RequestFields fields, ChatBody chat) {
        this.fields = fields;
        this.chat = chat;
    }

    void read() {
        JsonNode input = fields.require("input", EXAMPLE);
        if (input.isTextual()) {
            chat.say("user", List.of(ChatBody.Part.text(input.textValue())));
            return;
        }
        if (!input.isArray()) {
            throw fields.wrongType("input", input, "a string or an array of items");
        }
        if (input.isEmpty() || input.size() > ChatRequest.MAX_MESSAGES) {
            throw fields.invalid(
                    "input",
                    "'input' holds " + input.size() + " items; 1 to " + ChatRequest.MAX_MESSAGES + " are taken.");
        }
        for (int i = 0; i < input.size(); i++) {
            String name = "input[" + i + "]";
            if (!(input.get(i) instanceof ObjectNode item)) {
                throw fields.wrongType(name, input.get(i), "an object");
            }
            item(new RequestFields(item, name + "."));
        }
    }

    private void item(RequestFields item) {
        String type = item.text("type").orElse("message");
        switch (type) {
            case "message" -> message(item);
            case "function_call" ->
                chat.toolCall(
                        item.requireText("call_id", "\"call_id\": \"call_1\""),
                        item.requireText("name", "\"name\": \"find_order\""),
                        item.text("arguments").orElse("{}"));
            case "function_call_output" ->
                chat.toolResult(
                        item.requireText("call_id", "\"call_id\": \"call_1\""),
                        output(item, item.require("output", "\"output\": \"…\"")));
            // What a model thought is its own; a chat has no word for saying it again.
            case "reasoning" -> {}
            case "item_reference" ->
                throw item.unsupported(
                        "type",
                        "'" + item.path("type")
                                + "': nothing that is said is stored here, so an item cannot be referred"
                                + " to; send the item itself.");
            default ->
                throw item.unsupported(
                        "type",
                        "'" + item.path("type")
                                + "' must be message, function_call, function_call_output or reasoning.");
        }
    }

    private void message(RequestFields item) {
        String role = item.requireText("role", "\"role\": \"user\"");
        if (!List.of("user", "assistant", "system", "developer").contains(role)) {
            throw item.invalid("role", "'" + item.path("role") + "' must be user, assistant, system or developer.");
        }
        chat.say(role.equals("developer") ? "system" : role, parts(item, "content"));
    }

    private static String output(RequestFields item, JsonNode output) {
        if (output.isTextual()) {
            return output.textValue();
        }
        List<ChatBody.Part> parts = parts(item, "output");
        if (parts.stream().anyMatch(part -> part.text() == null)) {
            throw item.unsupported("output", "'" + item.path("output") + "' may hold texts only.");
        }
        return ChatBody.joined(parts);
    }

    private static List<ChatBody.Part> parts(RequestFields item, String field) {
        JsonNode content = item.require(field, "\"" + field + "\": \"…\"");
        if (content.isTextual()) {
            return List.of(ChatBody.Part.text(content.textValue()));
        }
        if (!content.isArray()) {
            throw item.wrongType(field, content, "a string or an array of parts");
        }
        List<ChatBody.Part> parts = new ArrayList<>();
        for (int i = 0; i < content.size(); i++) {
            String name = field + "[" + i + "]";
            if (!(content.get(i) instanceof ObjectNode part)) {
                throw item.wrongType(name, content.get(i), "an object");
            }
            parts.add(part(new RequestFields(part, item.path(name) + ".")));
        }
        return parts;
    }

    private static ChatBody.Part part(RequestFields part) {
        String type = part.requireText("type", "\"type\": \"input_text\"");
        return switch (type) {
            case "input_text", "output_text", "text" -> {
                part.require("text", "\"text\": \"…\"");
                yield ChatBody.Part.text(part.text("text").orElse(""));
            }
            case "refusal" -> ChatBody.Part.text(part.text("refusal").orElse(""));
            case "input_image" -> image(part);
            case "input_audio" -> {
                ObjectNode audio = Json.MAPPER.createObjectNode().put("type", "input_audio");
                audio.set("input_audio", part.require("input_audio", "\"input_audio\": {\"data\": \"…\"}"));
                yield new ChatBody.Part(null, audio);
            }
            default ->
                throw part.unsupported(
                        "type",
                        "'" + part.path("type") + "' must be input_text, output_text, input_image or input_audio.");
        };
    }

    private static ChatBody.Part image(RequestFields part) {
        if (part.find("file_id") != null) {
            throw part.unsupported(
                    "file_id", "'" + part.path("file_id") + "': give the picture in 'image_url', as a data: URL.");
        }
        return ChatBody.Part.image(
                part.requireText("image_url", "\"image_url\": \"data:image/png;base64,…\""),
                part.text("detail").orElse(null));
    }
}
