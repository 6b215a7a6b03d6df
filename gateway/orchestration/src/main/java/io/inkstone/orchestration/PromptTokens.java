package io.inkstone.orchestration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How many tokens the prompt of a request can have at most, without a tokenizer: the {@link TextTokens} of all that can
 * reach the model, with what a chat template adds. A field that is not known here counts, since a template may read it.
 *
 * @param most the bound
 * @param unbounded a field that brings more to the model than the request holds, e.g. a picture's address; empty when all is
 *     bounded
 */
record PromptTokens(long most, Optional<String> unbounded) {

    /** Steer the answer, or the server, and are no part of the prompt. */
    private static final Set<String> NOT_READ = Set.of(
            "model",
            "stream",
            "stream_options",
            "n",
            "best_of",
            "max_tokens",
            "max_completion_tokens",
            "temperature",
            "top_p",
            "top_k",
            "min_p",
            "seed",
            "stop",
            "echo",
            "logprobs",
            "top_logprobs",
            "logit_bias",
            "frequency_penalty",
            "presence_penalty",
            "repetition_penalty",
            "repeat_penalty",
            "parallel_tool_calls",
            "encoding_format",
            "dimensions",
            "user",
            "metadata",
            "store",
            "service_tier",
            "cache_prompt",
            "cache_salt",
            "grammar",
            "guided_grammar",
            "guided_regex",
            "guided_choice");

    /** Bring in what the request does not hold, or say how the prompt is made. */
    private static final Set<String> UNBOUNDED = Set.of(
            "chat_template",
            "mm_processor_kwargs",
            "multi_modal_data",
            "multimodal_data",
            "previous_response_id",
            "conversation",
            "web_search_options");

    /** Words that reach the model as they are. */
    private static final Set<String> PLAIN = Set.of("prompt", "suffix", "input", "query", "documents");

    /** Types of parts of a message that are texts. */
    private static final Set<String> TEXT_PARTS =
            Set.of("text", "input_text", "output_text", "refusal", "thinking", "reasoning");

    /** Roles whose words templates may write as JSON. */
    private static final Set<String> TOOL_ROLES = Set.of("tool", "function", "ipython");

    /** What a template may add around one message, and what a model's own start and end of a text add to an input. */
    private static final int AROUND = 8;

    private static final int AROUND_PART = 4;

    /** How templates explain tools to a model; the longest that is known has about 300 tokens. */
    private static final int TOOLS = 512;

    private static final int AROUND_TOOL = 32;

    /** The widest indentation with which templates write JSON. */
    private static final int INDENTATION = 4;

    /** Measures a request. */
    static PromptTokens of(ObjectNode body, ModelLimits limits) {
        Measure measure = new Measure(limits.mediaTokens());
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            measure.field(field.getKey(), field.getValue());
        }
        // A reranker reads the question again with each document.
        for (int again = 1; again < body.path("documents").size(); again++) {
            measure.field("query", body.path("query"));
        }
        if (body.has("messages")) {
            measure.most += limits.templateTokens();
        }
        return new PromptTokens(measure.most, Optional.ofNullable(measure.unbounded));
    }

    /** How many characters a value holds; quicker, for one who only asks whether there is much to do. */
    static long characters(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue().length();
        }
        long characters = 0;
        for (JsonNode child : node) {
            characters += characters(child);
        }
        return characters;
    }

    private static final class Measure {

        private final Optional<Long> mediaTokens;
        private long most;
        private @Nullable String unbounded;

        Measure(Optional<Long> mediaTokens) {
            this.mediaTokens = mediaTokens;
        }

        void field(String name, JsonNode value) {
            if (NOT_READ.contains(name) || value.isNull()) {
                return;
            }
            if (UNBOUNDED.contains(name)) {
                unbounded = name;
            } else if (name.equals("messages")) {
                value.forEach(this::message);
            } else if (PLAIN.contains(name)) {
                most += AROUND;
                plain(name, value);
            } else if (name.equals("tools") || name.equals("functions")) {
                most += TOOLS;
                value.forEach(this::tool);
            } else {
                most += TextTokens.mostInJson(name);
                json(value, 1);
            }
        }

        private void message(JsonNode message) {
            most += AROUND;
            boolean asJson = TOOL_ROLES.contains(message.path("role").asText());
            for (Map.Entry<String, JsonNode> field : message.properties()) {
                JsonNode value = field.getValue();
                if (field.getKey().equals("audio") && !value.isNull()) {
                    media("messages.audio");
                } else if (field.getKey().equals("content") && value.isArray()) {
                    value.forEach(part -> part(part, asJson));
                } else if (value.isTextual()) {
                    text(value.textValue(), asJson);
                } else if (!value.isNull()) {
                    most += TextTokens.mostInJson(field.getKey());
                    json(value, 1);
                }
            }
        }

        private void part(JsonNode part, boolean asJson) {
            most += AROUND_PART;
            if (part.isTextual()) {
                text(part.textValue(), asJson);
            } else if (!TEXT_PARTS.contains(part.path("type").asText("text"))) {
                media("messages.content");
            } else if (asJson) {
                json(part, 1);
            } else {
                part.properties().stream()
                        .filter(field -> !field.getKey().equals("type"))
                        .forEach(field -> plain("messages.content", field.getValue()));
            }
        }

        private void tool(JsonNode tool) {
            most += AROUND_TOOL;
            if (!tool.path("type").asText("function").equals("function")) {
                unbounded = "tools";
            }
            json(tool, 1);
        }

        private void plain(String name, JsonNode value) {
            if (value.isTextual()) {
                most += TextTokens.mostOf(value.textValue());
            } else if (value.isNumber()) {
                most++; // a token's number
            } else if (value.isArray()) {
                for (JsonNode item : value) {
                    most += item.isNumber() ? 0 : AROUND;
                    plain(name, item);
                }
            } else if (value.isObject() && value.path("text").isTextual()) {
                value.properties().forEach(field -> plain(name, field.getValue()));
            } else if (value.isObject()) {
                media(name);
            }
        }

        private void text(String text, boolean asJson) {
            most += asJson ? TextTokens.mostInJson(text) : TextTokens.mostOf(text);
        }

        private void media(String name) {
            if (mediaTokens.isPresent()) {
                most += mediaTokens.get();
            } else {
                unbounded = name;
            }
        }

        /** A value as JSON with a line for each entry. */
        private void json(JsonNode value, int depth) {
            int line = 3 + INDENTATION * depth; // its end, a comma, a blank after a colon
            if (value.isContainerNode()) {
                most += 2 + line;
                for (Map.Entry<String, JsonNode> field : value.properties()) {
                    most += 1 + TextTokens.mostInJson(field.getKey());
                    json(field.getValue(), depth + 1);
                }
                if (value.isArray()) {
                    value.forEach(item -> json(item, depth + 1));
                }
            } else {
                most += line
                        + (value.isTextual()
                                ? TextTokens.mostInJson(value.textValue())
                                : value.asText().length());
            }
        }
    }
}
