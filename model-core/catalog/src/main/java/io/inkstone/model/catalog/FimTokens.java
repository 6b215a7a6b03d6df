package io.inkstone.model.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * How a model is asked for the text between two others.
 *
 * @param prefix the token before the text above the gap
 * @param suffix the token before the text below the gap
 * @param middle the token after which the model writes
 * @param order which of the two texts comes first
 * @param stop texts that end the middle
 */
public record FimTokens(String prefix, String suffix, String middle, Order order, List<String> stop) {

    /** Copies. */
    public FimTokens {
        stop = List.copyOf(stop);
    }

    /** Which text comes first in the prompt. */
    public enum Order {
        /** Prefix, suffix, middle. */
        @JsonProperty("prefix-first")
        PREFIX_FIRST,
        /** Suffix, prefix, middle. */
        @JsonProperty("suffix-first")
        SUFFIX_FIRST,
        /**
         * For models that were trained on prefix, suffix, middle: an empty prefix, the suffix, and a middle that begins with the
         * text above the gap. What a person types then comes last, so that an engine's cache holds all that stands before it.
         */
        @JsonProperty("prefix-in-middle")
        PREFIX_IN_MIDDLE
    }

    /** The prompt as the model has seen it in training. */
    public String trainedPrompt(String before, String after) {
        return order == Order.PREFIX_IN_MIDDLE ? prefix + before + suffix + after + middle : prompt(before, after);
    }

    /** The prompt, both texts in the model's order. */
    public String prompt(String before, String after) {
        return switch (order) {
            case PREFIX_FIRST -> prefix + before + suffix + after + middle;
            case PREFIX_IN_MIDDLE -> prefix + suffix + after + middle + before;
            case SUFFIX_FIRST -> suffix + after + prefix + before + middle;
        };
    }
}
