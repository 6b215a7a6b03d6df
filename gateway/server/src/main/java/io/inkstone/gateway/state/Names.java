package io.inkstone.gateway.state;

import java.util.Set;

/** Sets of names of models and operations, as they are kept: a line each. */
final class Names {

    private static final int MOST_CHARACTERS = 128;
    private static final int MOST_CHARACTERS_TOGETHER = 4096;

    private Names() {}

    /**
     * Copies.
     *
     * @param what models or operations, for messages
     * @throws IllegalArgumentException when one is no name, or they are too many to keep; with words for the user
     */
    static Set<String> checked(String what, Set<String> names) {
        for (String name : names) {
            if (name.isBlank() || name.contains("\n") || name.length() > MOST_CHARACTERS) {
                throw new IllegalArgumentException("'" + name + "' in " + what + " is no name; expected one of at most "
                        + MOST_CHARACTERS + " characters");
            }
        }
        if (write(names).length() > MOST_CHARACTERS_TOGETHER) {
            throw new IllegalArgumentException("the names of the " + what + " are longer than "
                    + MOST_CHARACTERS_TOGETHER + " characters together");
        }
        return Set.copyOf(names);
    }

    static String write(Set<String> names) {
        return String.join("\n", names);
    }

    static Set<String> parse(String written) {
        return written.isEmpty() ? Set.of() : Set.of(written.split("\n"));
    }
}
