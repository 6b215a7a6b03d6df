package io.inkstone.guardrails;

/**
 * How much of a text a rail has to see before it can say that nothing is in it; the longest span that it can find. What a
 * policy holds back of a stream at the worst is the longest reach of its rails.
 */
public sealed interface Reach {

    /** So many characters, in UTF-16 units; of a token or match that grows beyond them the stream is blocked. */
    record Characters(int most) implements Reach {
        /** Refuses none. */
        public Characters {
            if (most < 1) {
                throw new IllegalArgumentException("a reach of " + most + " characters");
            }
        }
    }

    /**
     * A sentence; one that is longer than so many characters is looked at in pieces.
     *
     * @param most in UTF-16 units
     */
    record Sentence(int most) implements Reach {
        /** Refuses none. */
        public Sentence {
            if (most < 1) {
                throw new IllegalArgumentException("a sentence of " + most + " characters");
            }
        }
    }

    /** All of it: nothing of a stream is released before its end. */
    record Whole() implements Reach {}
}
