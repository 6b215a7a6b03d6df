package io.inkstone.gateway.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import io.inkstone.protocol.RequestFields;
import java.util.ArrayList;
import java.util.List;

/** One message of a request: its blocks become messages of a chat, results of tools first, as a chat wants them. */
final class MessagesContent {

    private final RequestFields message;
    private final ChatBody chat;
    private final List<ChatBody.Part> parts = new ArrayList<>();
    private final List<Runnable> calls = new ArrayList<>();

    MessagesContent(RequestFields message, ChatBody chat) {
        this.message = message;
        this.chat = chat;
    }

    void read() {
        String role = message.requireText("role", "\"role\": \"user\"");
        if (!List.of("user", "assistant", "system").contains(role)) {
            throw message.invalid("role", "'" + message.path("role") + "' must be user, assistant or system.");
        }
        JsonNode content = message.require("content", "\"content\": \"…\"");
        if (content.isTextual()) {
            chat.say(role, List.of(ChatBody.Part.text(content.textValue())));
            return;
        }
        boolean results = false;
        for (RequestFields block : blocks(message, "content")) {
            results |= block(block);
        }
        // Results of tools are messages of their own; what stands beside them, if anything does, is another.
        if (!parts.isEmpty() || !results) {
            chat.say(role, parts);
        }
        calls.forEach(Runnable::run);
    }

    /** Whether it was the result of a tool. */
    private boolean block(RequestFields block) {
        String type = block.requireText("type", "\"type\": \"text\"");
        switch (type) {
            case "text" -> parts.add(text(block));
            case "image" -> parts.add(image(block));
            case "document" -> parts.add(document(block));
            case "tool_use" -> {
                String id = block.requireText("id", "\"id\": \"toolu_1\"");
                String name = block.requireText("name", "\"name\": \"find_order\"");
                String input = Json.write(block.require("input", "\"input\": {}"));
                calls.add(() -> chat.toolCall(id, name, input));
            }
            case "tool_result" -> {
                String id = block.requireText("tool_use_id", "\"tool_use_id\": \"toolu_1\"");
                chat.toolResult(id, block.find("content") == null ? "" : ChatBody.joined(texts(block, "content")));
                return true;
            }
            // What a model thought is its own; a chat has no word for saying it again.
            case "thinking", "redacted_thinking" -> {}
            default ->
                throw block.unsupported(
                        "type",
                        "'" + block.path("type")
                                + "' must be text, image, document, tool_use, tool_result or thinking.");
        }
        return false;
    }

    private static ChatBody.Part text(RequestFields block) {
        block.require("text", "\"text\": \"…\"");
        return ChatBody.Part.text(block.text("text").orElse(""));
    }

    private static ChatBody.Part image(RequestFields block) {
        RequestFields source = source(block);
        return switch (source.requireText("type", "\"type\": \"base64\"")) {
            case "url" -> ChatBody.Part.image(source.requireText("url", "\"url\": \"https://…\""), null);
            case "base64" ->
                ChatBody.Part.image(
                        "data:" + source.requireText("media_type", "\"media_type\": \"image/png\"") + ";base64,"
                                + source.requireText("data", "\"data\": \"…\""),
                        null);
            default -> throw source.unsupported("type", "'" + source.path("type") + "' must be base64 or url.");
        };
    }

    private static ChatBody.Part document(RequestFields block) {
        RequestFields source = source(block);
        if (!source.requireText("type", "\"type\": \"text\"").equals("text")) {
            throw source.unsupported(
                    "type", "'" + source.path("type") + "' must be text: documents of other kinds are not read here.");
        }
        return ChatBody.Part.text(source.requireText("data", "\"data\": \"…\""));
    }

    private static RequestFields source(RequestFields block) {
        block.require("source", "\"source\": {\"type\": \"base64\", …}");
        return block.child("source").orElseThrow();
    }

    /** A string, or blocks that are all texts. */
    static List<ChatBody.Part> texts(RequestFields fields, String name) {
        JsonNode value = fields.require(name, "\"" + name + "\": \"…\"");
        if (value.isTextual()) {
            return List.of(ChatBody.Part.text(value.textValue()));
        }
        List<ChatBody.Part> texts = new ArrayList<>();
        for (RequestFields block : blocks(fields, name)) {
            if (!block.requireText("type", "\"type\": \"text\"").equals("text")) {
                throw block.unsupported("type", "'" + block.path("type") + "' must be text here.");
            }
            texts.add(text(block));
        }
        return texts;
    }

    private static List<RequestFields> blocks(RequestFields fields, String name) {
        JsonNode value = fields.require(name, "\"" + name + "\": \"…\"");
        if (!value.isArray()) {
            throw fields.wrongType(name, value, "a string or an array of blocks");
        }
        List<RequestFields> blocks = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            String at = name + "[" + i + "]";
            if (!(value.get(i) instanceof ObjectNode block)) {
                throw fields.wrongType(at, value.get(i), "an object");
            }
            blocks.add(new RequestFields(block, fields.path(at) + "."));
        }
        return blocks;
    }
}
