package io.inkstone.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A typed view of the body of {@code POST /v1/chat/completions}. */
public final class ChatRequest implements GenerationRequest {

    /** The most messages of one chat. */
    public static final int MAX_MESSAGES = 2048;

    private final ObjectNode json;
    private final GenerationFields common;
    private final List<ChatMessage> messages;
    private final OptionalInt maxTokens;
    private final boolean logprobs;
    private final boolean toolsGiven;

    private ChatRequest(ObjectNode json) {
        RequestFields fields = RequestFields.of(json);
        this.json = json;
        this.common = GenerationFields.parse(fields);
        this.messages = parseMessages(fields);
        this.maxTokens = GenerationFields.parseMaxTokens(fields);
        this.logprobs =
                fields.flag("logprobs") || fields.integer("top_logprobs", 0, 20).orElse(0) > 0;
        this.toolsGiven = isNotEmpty(fields.find("tools"))
                || isNotEmpty(fields.find("functions"))
                || hasToolMessage(json.path("messages"));
    }

    /**
     * Reads and checks the body.
     *
     * @throws ApiException 400 that names the field
     */
    public static ChatRequest parse(ObjectNode json) {
        return new ChatRequest(json);
    }

    private static boolean isNotEmpty(@Nullable JsonNode array) {
        return array != null && !array.isEmpty();
    }

    private static boolean hasToolMessage(JsonNode messages) {
        for (JsonNode message : messages) {
            String role = message.path("role").asText();
            if (role.equals("tool") || role.equals("function") || isNotEmpty(message.get("tool_calls"))) {
                return true;
            }
        }
        return false;
    }

    private static List<ChatMessage> parseMessages(RequestFields fields) {
        JsonNode array = fields.require("messages", "\"messages\": [{\"role\": \"user\", \"content\": \"…\"}]");
        if (!array.isArray()) {
            throw fields.wrongType("messages", array, "an array");
        }
        if (array.isEmpty() || array.size() > MAX_MESSAGES) {
            throw fields.invalid(
                    "messages", "'messages' holds " + array.size() + " messages; 1 to " + MAX_MESSAGES + " are taken.");
        }
        List<ChatMessage> messages = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            String name = "messages[" + i + "]";
            if (!(array.get(i) instanceof ObjectNode message)) {
                throw fields.wrongType(name, array.get(i), "an object");
            }
            messages.add(parseMessage(new RequestFields(message, name + ".")));
        }
        return List.copyOf(messages);
    }

    private static ChatMessage parseMessage(RequestFields message) {
        String role = switch (message.requireText("role", "\"role\": \"user\"")) {
            case "system", "developer" -> "system";
            case "user" -> "user";
            case "assistant" -> "assistant";
            case "tool", "function" -> "tool";
            default ->
                throw message.invalid(
                        "role", "'" + message.path("role") + "' must be system, developer, user, assistant or tool.");
        };
        JsonNode content = message.find("content");
        if (content == null && role.equals("assistant")) {
            return new ChatMessage(role, "");
        }
        content = message.require("content", "\"content\": \"…\"");
        if (content.isArray()) {
            return new ChatMessage(role, joinParts(message, content));
        }
        return new ChatMessage(role, message.text("content").orElse(""));
    }

    private static String joinParts(RequestFields message, JsonNode parts) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            String name = "content[" + i + "]";
            if (!(parts.get(i) instanceof ObjectNode part)) {
                throw message.wrongType(name, parts.get(i), "an object");
            }
            RequestFields fields = new RequestFields(part, message.path(name) + ".");
            if (!fields.requireText("type", "\"type\": \"text\"").equals("text")) {
                throw fields.unsupported(
                        "type", "'" + fields.path("type") + "': only parts of type text are read here.");
            }
            fields.require("text", "\"text\": \"…\"");
            text.append(fields.text("text").orElse(""));
        }
        return text.toString();
    }

    @Override
    public ObjectNode json() {
        return json;
    }

    @Override
    public String model() {
        return common.model();
    }

    /** The chat so far: at least one message. */
    public List<ChatMessage> messages() {
        return messages;
    }

    @Override
    public Sampling sampling() {
        return common.sampling();
    }

    @Override
    public OutputFormat format() {
        return common.format();
    }

    @Override
    public boolean stream() {
        return common.stream();
    }

    @Override
    public boolean includeUsage() {
        return common.includeUsage();
    }

    @Override
    public boolean continuousUsage() {
        return common.continuousUsage();
    }

    @Override
    public OptionalInt maxTokens() {
        return maxTokens;
    }

    @Override
    public List<String> stop() {
        return common.stop();
    }

    @Override
    public int choices() {
        return common.choices();
    }

    @Override
    public boolean logprobs() {
        return logprobs;
    }

    @Override
    public boolean toolsGiven() {
        return toolsGiven;
    }
}
