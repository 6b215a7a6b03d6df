package io.inkstone.protocol.toy;

import io.inkstone.protocol.Gbnf;
import io.inkstone.protocol.GenerationRequest;
import io.inkstone.protocol.Replies;
import java.util.Random;

/** Writes words of no meaning, or a random text of a grammar. Three characters are a token. */
final class ToyModel {

    static final int CONTEXT_TOKENS = 8192;

    private static final int TOKEN_CHARS = 3;

    /** What it wrote. */
    record Answer(String text, int tokens, String finishReason) {}

    private ToyModel() {}

    static int tokens(String text) {
        return (text.codePointCount(0, text.length()) + TOKEN_CHARS - 1) / TOKEN_CHARS;
    }

    static Answer write(GenerationRequest request, Gbnf grammar, String prompt) {
        int maxChars = TOKEN_CHARS * request.maxTokens().orElse(CONTEXT_TOKENS);
        Random random = request.sampling().temperature() == 0 ? new Random(prompt.hashCode()) : new Random();
        StringBuilder text = new StringBuilder();
        Gbnf.Matcher matcher = grammar.matcher();
        int[] candidates = (grammar.text() + "}\"]x ").codePoints().distinct().toArray();
        int chars = 0;
        while (chars < maxChars && !(matcher.isComplete() && (!matcher.canContinue() || random.nextInt(20) == 0))) {
            int start = random.nextInt(candidates.length);
            int next = -1;
            for (int i = 0; i < candidates.length && next < 0; i++) {
                int candidate = candidates[(start + i) % candidates.length];
                next = matcher.accept(candidate) ? candidate : -1;
            }
            text.appendCodePoint(next);
            chars++;
        }
        return stopped(request, text.toString(), chars == maxChars ? Replies.LENGTH : Replies.STOP);
    }

    private static Answer stopped(GenerationRequest request, String text, String finishReason) {
        int end = text.length();
        for (String stop : request.stop()) {
            int found = text.indexOf(stop);
            end = found < 0 ? end : Math.min(end, found);
        }
        boolean cut = end < text.length();
        return new Answer(text.substring(0, end), tokens(text.substring(0, end)), cut ? Replies.STOP : finishReason);
    }

    /** Counts of letter pairs: texts that share many are close. */
    static float[] embed(String text) {
        float[] vector = new float[128];
        for (int i = 0; i + 1 < text.length(); i++) {
            vector[(text.charAt(i) * 31 + text.charAt(i + 1)) % vector.length]++;
        }
        vector[0]++;
        return vector;
    }
}
