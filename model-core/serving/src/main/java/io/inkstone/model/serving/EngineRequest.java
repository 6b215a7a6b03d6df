package io.inkstone.model.serving;

import io.inkstone.protocol.Gbnf;
import io.inkstone.protocol.Sampling;
import java.util.Optional;

/**
 * What an engine is asked: a plain prompt and how to go on from it. All of it has been checked.
 *
 * @param prompt the text, control tokens included
 * @param maxTokens the most tokens to write; prompt and answer fit into the context
 * @param grammar what the answer is held to
 * @param cacheSalt what was read before under the same one may be used; empty for nothing of it, so that a seed gives the same
 *     answer each time
 * @param isUrgent whether somebody waits for each letter, as in an editor
 */
record EngineRequest(
        String prompt,
        int maxTokens,
        Sampling sampling,
        Optional<Gbnf> grammar,
        Optional<String> cacheSalt,
        boolean isUrgent) {}
