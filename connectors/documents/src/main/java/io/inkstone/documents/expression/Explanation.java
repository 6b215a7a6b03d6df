package io.inkstone.documents.expression;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a formula computes.
 *
 * @param summary one or two sentences
 * @param steps its parts from inside out, at most 12; the last is the formula itself
 */
public record Explanation(String summary, List<Step> steps) {

    /** Copies. */
    public Explanation {
        steps = List.copyOf(steps);
    }

    /**
     * One part of the formula.
     *
     * @param formula the part, without an equals sign
     * @param words what it computes
     * @param value what it comes to; null where it has no single value, is an error or cannot be computed here
     * @param error why there is no value, e.g. {@code #DIV/0!}; null where there is one, or many
     */
    public record Step(
            String formula,
            String words,
            @Nullable FormulaValue value,
            @Nullable String error) {}
}
