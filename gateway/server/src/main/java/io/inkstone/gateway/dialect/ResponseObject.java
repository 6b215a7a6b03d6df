package io.inkstone.gateway.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import io.inkstone.protocol.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds the response object of one request: what the request said, and the output so far. */
final class ResponseObject {

    private static final List<String> REPEATED = List.of(
            "instructions",
            "max_output_tokens",
            "max_tool_calls",
            "temperature",
            "top_p",
            "user",
            "prompt_cache_key",
            "safety_identifier");

    private final ObjectNode request;
    private final String id = Ids.fresh("resp_");
    private final long createdSeconds = System.currentTimeMillis() / 1000;

    ResponseObject(ObjectNode request) {
        this.request = request;
    }

    /** A whole answer. */
    ObjectNode answer(ChatAnswer answer) {
        ArrayNode output = Json.MAPPER.createArrayNode();
        String status = statusOf(answer.finishReason());
        if (!answer.reasoning().isEmpty()) {
            output.add(reasoning(Ids.fresh("rs_"), answer.reasoning(), status));
        }
        if (!answer.text().isEmpty()
                || !answer.refusal().isEmpty()
                || answer.toolCalls().isEmpty()) {
            ObjectNode message = message(Ids.fresh("msg_"), status);
            ArrayNode content = message.withArray("content");
            if (!answer.refusal().isEmpty()) {
                content.add(refusal(answer.refusal()));
            }
            if (!answer.text().isEmpty() || content.isEmpty()) {
                content.add(text(answer.text()));
            }
            output.add(message);
        }
        for (ChatAnswer.ToolCall call : answer.toolCalls()) {
            output.add(functionCall(Ids.fresh("fc_"), call, status));
        }
        return finished(answer.model(), output, answer.finishReason(), answer.usage());
    }

    /** A response that has begun. */
    ObjectNode started(String model) {
        return shell(model, "in_progress");
    }

    /** A response that came to its end. */
    ObjectNode finished(String model, ArrayNode output, String finishReason, @Nullable Usage usage) {
        String status = statusOf(finishReason);
        ObjectNode response = shell(model, status);
        response.set("output", output);
        if (status.equals("completed")) {
            response.put("completed_at", System.currentTimeMillis() / 1000);
        } else {
            response.putObject("incomplete_details")
                    .put("reason", finishReason.equals("length") ? "max_output_tokens" : "content_filter");
        }
        if (usage != null) {
            response.set("usage", usage(usage));
        }
        return response;
    }

    /** A response that broke off. */
    ObjectNode failed(String model, ArrayNode output, ApiException cause) {
        ObjectNode response = shell(model, "failed");
        response.set("output", output);
        response.putObject("error").put("code", cause.code()).put("message", cause.getMessage());
        return response;
    }

    static String statusOf(String finishReason) {
        return finishReason.equals("length") || finishReason.equals("content_filter") ? "incomplete" : "completed";
    }

    static ObjectNode message(String id, String status) {
        ObjectNode message = Json.MAPPER
                .createObjectNode()
                .put("id", id)
                .put("type", "message")
                .put("status", status)
                .put("role", "assistant");
        message.putArray("content");
        return message;
    }

    static ObjectNode text(String text) {
        ObjectNode part =
                Json.MAPPER.createObjectNode().put("type", "output_text").put("text", text);
        part.putArray("annotations");
        part.putArray("logprobs");
        return part;
    }

    static ObjectNode refusal(String text) {
        return Json.MAPPER.createObjectNode().put("type", "refusal").put("refusal", text);
    }

    static ObjectNode reasoningText(String text) {
        return Json.MAPPER.createObjectNode().put("type", "reasoning_text").put("text", text);
    }

    static ObjectNode reasoning(String id, String text, String status) {
        ObjectNode item = Json.MAPPER.createObjectNode().put("id", id).put("type", "reasoning");
        item.putArray("summary");
        ArrayNode content = item.putArray("content");
        if (!text.isEmpty()) {
            content.add(reasoningText(text));
        }
        return item.put("status", status);
    }

    static ObjectNode functionCall(String id, ChatAnswer.ToolCall call, String status) {
        return Json.MAPPER
                .createObjectNode()
                .put("id", id)
                .put("type", "function_call")
                .put("status", status)
                .put("call_id", call.id())
                .put("name", call.name())
                .put("arguments", call.arguments());
    }

    private ObjectNode shell(String model, String status) {
        ObjectNode response = Json.MAPPER
                .createObjectNode()
                .put("id", id)
                .put("object", "response")
                .put("created_at", createdSeconds)
                .put("status", status)
                .put("background", false)
                .put("store", false)
                .put("model", model)
                .put("truncation", "disabled")
                .put("service_tier", "default");
        response.putArray("output");
        List.of("error", "incomplete_details", "previous_response_id", "usage").forEach(response::putNull);
        REPEATED.forEach(name -> repeat(response, name, Json.MAPPER.nullNode()));
        repeat(response, "parallel_tool_calls", Json.MAPPER.getNodeFactory().booleanNode(true));
        repeat(response, "tool_choice", Json.MAPPER.getNodeFactory().textNode("auto"));
        repeat(response, "tools", Json.MAPPER.createArrayNode());
        repeat(response, "metadata", Json.MAPPER.createObjectNode());
        ObjectNode reasoning = Json.MAPPER.createObjectNode().putNull("effort").putNull("summary");
        repeat(response, "reasoning", reasoning);
        ObjectNode text = Json.MAPPER.createObjectNode();
        text.putObject("format").put("type", "text");
        repeat(response, "text", text);
        return response;
    }

    private void repeat(ObjectNode response, String name, JsonNode absent) {
        JsonNode given = request.get(name);
        response.set(name, given == null || given.isNull() ? absent : given);
    }

    private static ObjectNode usage(Usage usage) {
        ObjectNode json = Json.MAPPER.createObjectNode().put("input_tokens", usage.promptTokens());
        json.putObject("input_tokens_details")
                .put("cached_tokens", usage.cachedTokens())
                .put("cache_write_tokens", 0);
        json.put("output_tokens", usage.completionTokens());
        json.putObject("output_tokens_details").put("reasoning_tokens", 0);
        return json.put("total_tokens", usage.totalTokens());
    }
}
