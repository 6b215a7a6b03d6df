package io.inkstone.guardrails.names;

import java.util.List;

/** A text to learn from, with what is in it. */
record Example(String text, List<Mention> mentions) {

    /**
     * A name in a text.
     *
     * @param end exclusive
     * @param category one of the tagger's categories
     */
    record Mention(int start, int end, String category) {}

    Example {
        mentions = List.copyOf(mentions);
    }

    Example with(String otherText) {
        return new Example(otherText, mentions);
    }
}
