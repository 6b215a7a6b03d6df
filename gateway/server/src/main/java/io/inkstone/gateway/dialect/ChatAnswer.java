package io.inkstone.gateway.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Usage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model answered, out of a whole {@code chat.completion}.
 *
 * @param finishReason {@code stop}, {@code length}, {@code tool_calls} or {@code content_filter}
 * @param stopText the stop sequence that ended the answer, where the engine tells
 */
record ChatAnswer(
        String model,
        String reasoning,
        String text,
        String refusal,
        List<ToolCall> toolCalls,
        String finishReason,
        @Nullable String stopText,
        Usage usage) {

    /** A tool that the model wants called; the arguments are JSON as the model wrote it. */
    record ToolCall(String id, String name, String arguments) {}

    /** Takes the first choice: no dialect asks for more. */
    static ChatAnswer of(ObjectNode completion) {
        JsonNode choice = completion.path("choices").path(0);
        JsonNode message = choice.path("message");
        List<ToolCall> calls = new ArrayList<>();
        message.path("tool_calls")
                .forEach(call -> calls.add(new ToolCall(
                        call.path("id").asText(Ids.fresh("call_")),
                        call.path("function").path("name").asText(),
                        call.path("function").path("arguments").asText())));
        return new ChatAnswer(
                completion.path("model").asText(),
                reasoningOf(message),
                message.path("content").asText(""),
                message.path("refusal").asText(""),
                List.copyOf(calls),
                choice.path("finish_reason").asText("stop"),
                stopTextOf(choice),
                Usage.fromJson(completion.path("usage")));
    }

    /** Engines call it by two names. */
    static String reasoningOf(JsonNode messageOrDelta) {
        JsonNode reasoning = messageOrDelta.path("reasoning_content");
        return reasoning.isTextual()
                ? reasoning.textValue()
                : messageOrDelta.path("reasoning").asText("");
    }

    /** As vLLM tells it. */
    static @Nullable String stopTextOf(JsonNode choice) {
        return choice.path("stop_reason").isTextual()
                ? choice.path("stop_reason").textValue()
                : null;
    }
}
