package io.inkstone.model.serving;

import io.inkstone.protocol.ApiException;

/** Hears one generation: texts, then exactly one of the ends. Called on a thread of the engine; must not block. */
interface GenerationListener {

    /**
     * The prompt is being read; called at least once, and again after each batch.
     *
     * @param promptTokens how many tokens it has
     * @param cachedTokens how many of them had been read before
     */
    void onReading(int promptTokens, int cachedTokens);

    /** The next piece, whole characters, of one token or a few. */
    void onText(String piece, int tokens);

    /** The end. Not called after a cancel. */
    void onEnd(GenerationEnd end);

    /** The engine could not go on. Not called after a cancel. */
    void onError(ApiException error);
}
