package io.inkstone.evaluation.oracle;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What the other program said.
 *
 * @param agreed how many claims it bears out
 * @param unjudged claims on which it said nothing
 */
public record Judgement(int agreed, List<Disagreement> disagreements, List<Claim> unjudged) {

    /** Copies. */
    public Judgement {
        disagreements = List.copyOf(disagreements);
        unjudged = List.copyOf(unjudged);
    }

    /** A claim, and what the other program shows. */
    public record Disagreement(Claim claim, String shown) {}

    /** How much of what it judged it bears out; empty when that is nothing. */
    public OptionalDouble agreement() {
        int judged = agreed + disagreements.size();
        return judged == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) agreed / judged);
    }
}
