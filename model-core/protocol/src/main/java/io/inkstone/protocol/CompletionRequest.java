package io.inkstone.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A typed view of the body of {@code POST /v1/completions}: a plain prompt, or a gap to fill when a suffix is given. */
public final class CompletionRequest implements GenerationRequest {

    /** OpenAI's default where a completion does not say how much it wants. */
    public static final int DEFAULT_MAX_TOKENS = 16;

    private final ObjectNode json;
    private final GenerationFields common;
    private final String prompt;
    private final Optional<String> suffix;
    private final int maxTokens;
    private final boolean logprobs;

    private CompletionRequest(ObjectNode json) {
        RequestFields fields = RequestFields.of(json);
        this.json = json;
        this.common = GenerationFields.parse(fields);
        this.prompt = parsePrompt(fields);
        this.suffix = fields.text("suffix");
        this.maxTokens = GenerationFields.parseMaxTokens(fields).orElse(DEFAULT_MAX_TOKENS);
        this.logprobs = fields.integer("logprobs", 0, 20).isPresent();
        if (fields.flag("echo")) {
            throw fields.unsupported("echo", "'echo' is not offered; the caller has the prompt.");
        }
        if (fields.integer("best_of", 1, 20).orElse(1) > 1) {
            throw fields.unsupported("best_of", "'best_of' is not offered; ask for 'n' answers and choose.");
        }
    }

    /**
     * Reads and checks the body.
     *
     * @throws ApiException 400 that names the field
     */
    public static CompletionRequest parse(ObjectNode json) {
        return new CompletionRequest(json);
    }

    private static String parsePrompt(RequestFields fields) {
        JsonNode prompt = fields.require("prompt", "\"prompt\": \"…\"");
        if (prompt.isArray() && prompt.size() == 1) {
            prompt = prompt.get(0);
        }
        if (!prompt.isTextual()) {
            throw fields.wrongType("prompt", prompt, "a string or an array of one string");
        }
        return prompt.textValue();
    }

    @Override
    public ObjectNode json() {
        return json;
    }

    @Override
    public String model() {
        return common.model();
    }

    /** The text to go on from, or what stands before the gap; may be empty. */
    public String prompt() {
        return prompt;
    }

    /** What stands behind the gap; present, even if empty, when filling in is meant. */
    public Optional<String> suffix() {
        return suffix;
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

    /** Always present: {@link #DEFAULT_MAX_TOKENS} where the request is silent. */
    @Override
    public OptionalInt maxTokens() {
        return OptionalInt.of(maxTokens);
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
        return false;
    }
}
