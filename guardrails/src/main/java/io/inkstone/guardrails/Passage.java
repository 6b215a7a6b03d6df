package io.inkstone.guardrails;

import java.util.List;

/**
 * A text that rails look at, with what went before it in the same exchange.
 *
 * @param text the text; of a stream a window of it
 * @param origin whose words it is
 * @param context what the model was given; empty for its input itself
 */
public record Passage(String text, Origin origin, List<Part> context) {

    /** A text of the context. */
    public record Part(Origin origin, String text) {}

    /** Copies. */
    public Passage {
        context = List.copyOf(context);
    }

    /** A text without context. */
    public static Passage of(Origin origin, String text) {
        return new Passage(text, origin, List.of());
    }

    /** The same context with another text. */
    public Passage with(String otherText) {
        return new Passage(otherText, origin, context);
    }
}
