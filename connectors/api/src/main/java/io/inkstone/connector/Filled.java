package io.inkstone.connector;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * What a model filled a gap with.
 *
 * @param text the text; may be empty
 * @param finish why it ends
 * @param promptTokens the tokens of the prompt; empty where the engine does not tell
 * @param cachedTokens those of them that the engine had read before; empty where it does not tell
 */
public record Filled(String text, Finish finish, OptionalInt promptTokens, OptionalInt cachedTokens) {

    /** Why a text ends. */
    public enum Finish {
        /** The model ended it, or a stop text did. */
        STOP,
        /** The most tokens were written. */
        LENGTH,
        /** {@link FillStop} said so. */
        ENOUGH
    }

    /** Refuses nulls. */
    public Filled {
        Objects.requireNonNull(text);
        Objects.requireNonNull(finish);
        Objects.requireNonNull(promptTokens);
        Objects.requireNonNull(cachedTokens);
    }

    /** A text of which no more is known. */
    public static Filled of(String text, Finish finish) {
        return new Filled(text, finish, OptionalInt.empty(), OptionalInt.empty());
    }
}
