package io.inkstone.connector;

import java.util.ArrayList;
import java.util.List;

/**
 * What a chosen answer may be: literals, character sets, and their sequences, alternatives and repetitions. An immutable
 * tree; the host says it to an engine in the engine's own language and checks every answer against it.
 */
public sealed interface Grammar {

    /** Exactly this text, not empty. */
    record Literal(String text) implements Grammar {
        /** Refuses the empty text: an {@link #optional optional} says that better. */
        public Literal {
            if (text.isEmpty()) {
                throw new IllegalArgumentException("a literal must not be empty");
            }
        }
    }

    /**
     * One character of a set.
     *
     * @param ranges pairs of code points: first and last, first and last, …
     */
    record CharSet(List<Integer> ranges) implements Grammar {
        /** Copies, and refuses a set that holds nothing. */
        public CharSet {
            ranges = List.copyOf(ranges);
            if (ranges.isEmpty() || ranges.size() % 2 != 0) {
                throw new IllegalArgumentException("a character set needs pairs of first and last character");
            }
        }
    }

    /** All parts, one after the other. */
    record Sequence(List<Grammar> parts) implements Grammar {
        /** Copies. */
        public Sequence {
            parts = List.copyOf(parts);
        }
    }

    /** One of the options, of which there is at least one. */
    record Alternatives(List<Grammar> options) implements Grammar {
        /** Copies, and refuses a choice of nothing. */
        public Alternatives {
            options = List.copyOf(options);
            if (options.isEmpty()) {
                throw new IllegalArgumentException("there is nothing to choose among");
            }
        }
    }

    /**
     * The part, again and again.
     *
     * @param min the fewest times, at least 0
     * @param max the most times, at least {@code min} and at least 1
     */
    record Repetition(Grammar part, int min, int max) implements Grammar {
        /** Checks the bounds. */
        public Repetition {
            if (min < 0 || max < min || max < 1) {
                throw new IllegalArgumentException("repetition of " + min + " to " + max + " times");
            }
        }
    }

    /** Exactly this text. */
    static Grammar literal(String text) {
        return new Literal(text);
    }

    /** One of these texts. */
    static Grammar oneOf(List<String> texts) {
        List<Grammar> literals = new ArrayList<>();
        texts.forEach(text -> literals.add(new Literal(text)));
        return new Alternatives(literals);
    }

    /** One of these. */
    static Grammar anyOf(Grammar... options) {
        return new Alternatives(List.of(options));
    }

    /** One of these. */
    static Grammar anyOf(List<Grammar> options) {
        return new Alternatives(options);
    }

    /** These, one after the other. */
    static Grammar sequence(Grammar... parts) {
        return new Sequence(List.of(parts));
    }

    /** Once or not at all. */
    static Grammar optional(Grammar part) {
        return new Repetition(part, 0, 1);
    }

    /** Between {@code min} and {@code max} times. */
    static Grammar repeat(Grammar part, int min, int max) {
        return new Repetition(part, min, max);
    }

    /** One character from {@code first} to {@code last}. */
    static Grammar chars(char first, char last) {
        return new CharSet(List.of((int) first, (int) last));
    }
}
