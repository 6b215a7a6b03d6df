package io.inkstone.guardrails;

/**
 * A text that rails look at.
 *
 * @param text the text; of a stream a window of it
 * @param origin whose words it is
 */
public record Passage(String text, Origin origin) {

    /** A text of somebody. */
    public static Passage of(Origin origin, String text) {
        return new Passage(text, origin);
    }
}
