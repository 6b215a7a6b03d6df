package io.inkstone.evaluation;

import io.inkstone.evaluation.EvaluatedSystem.Reply;

/** Tells answers apart from being kept out: what says nothing about an assistant must not be counted against it. */
public final class Access {

    private Access() {}

    /**
     * Passes a reply on.
     *
     * @throws EvaluationException when the key is not known, may not ask, or has asked too much
     */
    public static Reply checked(Reply reply) {
        return switch (reply.status()) {
            case 401, 403 ->
                throw new EvaluationException("the system refuses the key (" + reply.error()
                        + "); expected one that may use models and the connectors, in INKSTONE_API_KEY");
            case 429 ->
                throw new EvaluationException("the system is busy or the key has reached its limit (" + reply.error()
                        + "); expected a key without limits, and nobody else at work");
            default -> reply;
        };
    }
}
