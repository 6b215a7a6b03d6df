package io.inkstone.model.serving;

/**
 * How a generation ended.
 *
 * @param atLimit whether the token limit ended it; otherwise the model did
 * @param completionTokens tokens written
 */
record GenerationEnd(boolean atLimit, int completionTokens) {}
