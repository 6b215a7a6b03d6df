package io.inkstone.protocol;

import java.util.Random;

/** Walks at random through a grammar, as a model would that knows nothing. */
final class RandomText {

    private static final int[] CANDIDATES = "{}[],:\" \\/0123456789-+.eEabcdefghijklmnopqrstuvwxyz语\u00e9"
            .codePoints()
            .toArray();

    private RandomText() {}

    /** A text of the grammar; empty when the walk is not over after {@code maxChars}. */
    static String of(Gbnf grammar, Random random, int maxChars) {
        Gbnf.Matcher matcher = grammar.matcher();
        StringBuilder text = new StringBuilder();
        while (!matcher.isComplete() || (matcher.canContinue() && random.nextBoolean())) {
            if (text.length() == maxChars || !step(matcher, text, random)) {
                return "";
            }
        }
        return text.toString();
    }

    private static boolean step(Gbnf.Matcher matcher, StringBuilder text, Random random) {
        // Closing marks first, now and then, or walks would hardly end.
        if (random.nextInt(3) == 0) {
            for (int closing : new int[] {'"', '}', ']'}) {
                if (matcher.accept(closing)) {
                    text.appendCodePoint(closing);
                    return true;
                }
            }
        }
        int start = random.nextInt(CANDIDATES.length);
        for (int i = 0; i < CANDIDATES.length; i++) {
            int candidate = CANDIDATES[(start + i) % CANDIDATES.length];
            if (matcher.accept(candidate)) {
                text.appendCodePoint(candidate);
                return true;
            }
        }
        return false;
    }
}
