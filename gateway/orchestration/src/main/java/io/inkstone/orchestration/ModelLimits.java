package io.inkstone.orchestration;

import java.util.Optional;

/**
 * What holds for calls of one model, whoever asks.
 *
 * @param maxTokens the most tokens that one answer may have, and what a call may write that says nothing; {@link Limits#NONE}
 *     for no bound
 * @param templateTokens the most tokens that the model's chat template adds to a conversation as a whole
 * @param mediaTokens the most tokens that one picture, sound or file in a message takes; empty when that is not known
 */
public record ModelLimits(long maxTokens, long templateTokens, Optional<Long> mediaTokens) {

    /** The system prompts that known templates write by themselves have about 25 tokens, the start of an answer has 4. */
    public static final long USUAL_TEMPLATE_TOKENS = 32;

    /** A model of which nothing is said. */
    public static final ModelLimits USUAL = new ModelLimits(Limits.NONE, USUAL_TEMPLATE_TOKENS, Optional.empty());

    /** What holds for a call that either model may answer. */
    ModelLimits and(ModelLimits other) {
        return new ModelLimits(
                Math.min(maxTokens, other.maxTokens),
                Math.max(templateTokens, other.templateTokens),
                mediaTokens.flatMap(own -> other.mediaTokens.map(others -> Math.max(own, others))));
    }
}
