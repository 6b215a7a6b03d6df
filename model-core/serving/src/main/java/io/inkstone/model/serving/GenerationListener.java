package io.inkstone.model.serving;

import io.inkstone.protocol.ApiException;

/** Hears one generation: texts, then exactly one of the ends. Called on a thread of the engine; must not block. */
interface GenerationListener {

    /** Some of the prompt was read; it may go on for long without a token. */
    default void onProgress() {}

    /** The next piece, whole characters, of one token or a few. */
    void onText(String piece, int tokens);

    /** The end. Not called after a cancel. */
    void onEnd(GenerationEnd end);

    /** The engine could not go on. Not called after a cancel. */
    void onError(ApiException error);
}
