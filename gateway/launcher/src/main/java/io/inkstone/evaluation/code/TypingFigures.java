package io.inkstone.evaluation.code;

import java.util.List;

/**
 * What a person who types has to wait for.
 *
 * @param millis from each request that reached the model to the whole text
 * @param typedThrough pauses at which nothing had to be asked
 * @param shown requests that were answered with a text
 * @param promptTokens of all requests together; 0 where the engine does not tell
 * @param cachedTokens those of them that the engine had read before
 */
record TypingFigures(List<Double> millis, int typedThrough, int shown, long promptTokens, long cachedTokens) {

    TypingFigures {
        millis = millis.stream().sorted().toList();
    }

    /** The nearest rank; 0 where nothing was asked. */
    double percentile(double part) {
        return millis.isEmpty() ? 0 : millis.get((int) Math.ceil(part * millis.size()) - 1);
    }

    /** The part of the prompts' tokens that did not have to be read. */
    double hitRate() {
        return promptTokens == 0 ? 0 : (double) cachedTokens / promptTokens;
    }
}
