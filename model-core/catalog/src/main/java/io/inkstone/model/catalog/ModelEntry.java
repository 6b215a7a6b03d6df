package io.inkstone.model.catalog;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All that Inkstone knows of a model before it is loaded.
 *
 * @param name the name that requests use
 * @param family the architecture, in the words of the GGUF format
 * @param parameters how many parameters, for people: {@code 0.5B}
 * @param license an SPDX name where there is one
 * @param contextTokens how many tokens prompt and answer may have together
 * @param languages BCP 47 codes of the natural languages it was trained for
 * @param roles what it can be asked for
 * @param dimensions the length of its vectors; 0 for a model that gives none
 * @param chatTemplate how a conversation is written for it; null when it cannot chat
 * @param controlTokens texts that its tokenizer reads as control tokens and that therefore must not come from a user
 * @param fim how it is asked for a middle; null when it cannot fill one in
 * @param file its weights; null when they are part of Inkstone
 */
public record ModelEntry(
        String name,
        String family,
        String parameters,
        String license,
        int contextTokens,
        List<String> languages,
        Set<ModelRole> roles,
        int dimensions,
        @Nullable ChatTemplate chatTemplate,
        List<String> controlTokens,
        @Nullable FimTokens fim,
        @Nullable ModelFile file) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");

    /** Checks that the entry agrees with itself, and copies. */
    public ModelEntry {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("model name '" + name
                    + "' must hold only lower-case letters, digits, dots, hyphens and underscores");
        }
        if (contextTokens <= 0) {
            throw new IllegalArgumentException(name + ": context-tokens " + contextTokens + " must be positive");
        }
        languages = List.copyOf(languages);
        roles = Set.copyOf(roles);
        controlTokens = List.copyOf(controlTokens);
        if (roles.contains(ModelRole.CHAT) != (chatTemplate != null)) {
            throw new IllegalArgumentException(name + ": the role chat and a chat-template go together");
        }
        if (roles.contains(ModelRole.FIM) != (fim != null)) {
            throw new IllegalArgumentException(name + ": the role fim and fim tokens go together");
        }
        if (roles.contains(ModelRole.EMBEDDING) != (dimensions > 0)) {
            throw new IllegalArgumentException(name + ": the role embedding and dimensions go together");
        }
    }

    /** Whether it can be asked for this. */
    public boolean can(ModelRole role) {
        return roles.contains(role);
    }
}
