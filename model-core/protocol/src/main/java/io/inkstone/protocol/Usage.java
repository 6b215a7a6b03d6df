package io.inkstone.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Tokens read and written.
 *
 * @param promptTokens all tokens of the prompt, those from the cache included
 * @param completionTokens tokens of all answers together
 * @param cachedTokens tokens of the prompt that had been read before
 */
public record Usage(int promptTokens, int completionTokens, int cachedTokens) {

    /** Nothing used. */
    public static final Usage NONE = new Usage(0, 0, 0);

    /** Refuses negative counts, and more cached tokens than the prompt has. */
    public Usage {
        if (promptTokens < 0 || completionTokens < 0 || cachedTokens < 0 || cachedTokens > promptTokens) {
            throw new IllegalArgumentException("impossible usage: " + promptTokens + " prompt tokens, "
                    + completionTokens + " completion tokens, " + cachedTokens + " cached");
        }
    }

    /** Both together. */
    public Usage plus(Usage other) {
        return new Usage(
                Math.addExact(promptTokens, other.promptTokens),
                Math.addExact(completionTokens, other.completionTokens),
                Math.addExact(cachedTokens, other.cachedTokens));
    }

    /** What counts against a budget. */
    public int totalTokens() {
        return Math.addExact(promptTokens, completionTokens);
    }

    /** OpenAI's shape, with {@code prompt_tokens_details.cached_tokens}. */
    public ObjectNode toJson() {
        ObjectNode usage = Json.MAPPER.createObjectNode();
        usage.put("prompt_tokens", promptTokens);
        usage.put("completion_tokens", completionTokens);
        usage.put("total_tokens", totalTokens());
        usage.putObject("prompt_tokens_details").put("cached_tokens", cachedTokens);
        return usage;
    }

    /** Reads OpenAI's shape leniently: what another server left out or got wrong counts as 0. */
    public static Usage fromJson(JsonNode usage) {
        int prompt = Math.max(0, usage.path("prompt_tokens").asInt());
        int completion = Math.max(0, usage.path("completion_tokens").asInt());
        int cached = Math.max(
                0, usage.path("prompt_tokens_details").path("cached_tokens").asInt());
        return new Usage(prompt, completion, Math.min(prompt, cached));
    }
}
