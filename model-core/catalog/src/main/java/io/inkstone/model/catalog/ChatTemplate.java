package io.inkstone.model.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a conversation is written for a model: each message between its role's prefix and suffix, in order, then the
 * generation prompt. A beginning-of-text token is the engine's matter and not part of it.
 *
 * @param system around a system message
 * @param user around a user's message
 * @param assistant around an answer of the model
 * @param generationPrompt what makes the model answer now
 * @param defaultSystem the system message that the model was trained to see when a conversation has none; null for none
 * @param stop texts that end an answer
 */
public record ChatTemplate(
        Turn system,
        Turn user,
        Turn assistant,
        String generationPrompt,
        @Nullable String defaultSystem,
        List<String> stop) {

    /** Copies. */
    public ChatTemplate {
        stop = List.copyOf(stop);
    }

    /** What stands before and after a message of one role. */
    public record Turn(String prefix, String suffix) {}
}
