package io.inkstone.gateway.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import io.inkstone.protocol.Usage;
import org.jspecify.annotations.Nullable;

/** Builds messages as Anthropic answers them. */
final class MessageObject {

    private MessageObject() {}

    /**
     * A whole answer.
     *
     * @throws ApiException 502 when the arguments of a tool are not a JSON object
     */
    static ObjectNode answer(ChatAnswer answer) {
        ObjectNode message = started(answer.model());
        ArrayNode content = message.withArray("content");
        if (!answer.reasoning().isEmpty()) {
            content.add(thinking(answer.reasoning()));
        }
        String text = answer.text().isEmpty() ? answer.refusal() : answer.text();
        if (!text.isEmpty()) {
            content.add(text(text));
        }
        for (ChatAnswer.ToolCall call : answer.toolCalls()) {
            content.add(toolUse(call.id(), call.name(), input(call)));
        }
        end(message, answer.finishReason(), answer.stopText());
        message.set("usage", usage(answer.usage()));
        return message;
    }

    /** A message that has begun: nothing said, nothing counted. */
    static ObjectNode started(String model) {
        ObjectNode message = Json.MAPPER
                .createObjectNode()
                .put("id", Ids.fresh("msg_"))
                .put("type", "message")
                .put("role", "assistant")
                .put("model", model);
        message.putArray("content");
        message.putNull("stop_reason").putNull("stop_sequence");
        message.set("usage", usage(Usage.NONE));
        return message;
    }

    static ObjectNode text(String text) {
        return Json.MAPPER.createObjectNode().put("type", "text").put("text", text);
    }

    static ObjectNode thinking(String text) {
        return Json.MAPPER
                .createObjectNode()
                .put("type", "thinking")
                .put("thinking", text)
                .put("signature", "");
    }

    static ObjectNode toolUse(String id, String name, ObjectNode input) {
        ObjectNode block = Json.MAPPER
                .createObjectNode()
                .put("type", "tool_use")
                .put("id", id)
                .put("name", name);
        block.set("input", input);
        return block;
    }

    /** Writes why the answer ended. */
    static void end(ObjectNode holder, String finishReason, @Nullable String stopText) {
        String reason = switch (finishReason) {
            case "length" -> "max_tokens";
            case "tool_calls", "function_call" -> "tool_use";
            case "content_filter" -> "refusal";
            default -> stopText == null ? "end_turn" : "stop_sequence";
        };
        holder.put("stop_reason", reason).put("stop_sequence", reason.equals("stop_sequence") ? stopText : null);
    }

    /** Here tokens from a cache are no input tokens. */
    static ObjectNode usage(Usage usage) {
        return Json.MAPPER
                .createObjectNode()
                .put("input_tokens", usage.promptTokens() - usage.cachedTokens())
                .put("cache_creation_input_tokens", 0)
                .put("cache_read_input_tokens", usage.cachedTokens())
                .put("output_tokens", usage.completionTokens());
    }

    private static ObjectNode input(ChatAnswer.ToolCall call) {
        if (call.arguments().isBlank()) {
            return Json.MAPPER.createObjectNode();
        }
        try {
            if (Json.MAPPER.readTree(call.arguments()) instanceof ObjectNode input) {
                return input;
            }
        } catch (JsonProcessingException e) {
            throw notAnObject(call);
        }
        throw notAnObject(call);
    }

    private static ApiException notAnObject(ChatAnswer.ToolCall call) {
        return ApiException.badUpstream(
                "bad_tool_arguments",
                "The model called the tool '" + call.name()
                        + "' with arguments that are not a JSON object; ask again, or raise max_tokens.",
                null);
    }
}
