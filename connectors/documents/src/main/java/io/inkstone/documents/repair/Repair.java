package io.inkstone.documents.repair;

import io.inkstone.documents.expression.FormulaValue;
import java.util.List;

/**
 * A formula that runs, and what was wrong with the one that was given.
 *
 * @param formula in en-US A1 notation, with the equals sign
 * @param value what it comes to
 * @param array whether programs without dynamic arrays need it to be entered as an array formula
 * @param explanation what it computes, in a sentence
 * @param changes in the order in which they were made; empty when nothing was wrong
 * @param alternatives other mends, less likely ones behind
 * @param confidence how sure it is that this was meant, 0–1; a score, not a probability
 */
public record Repair(
        String formula,
        FormulaValue value,
        boolean array,
        String explanation,
        List<Change> changes,
        List<Alternative> alternatives,
        double confidence) {

    /** Copies. */
    public Repair {
        changes = List.copyOf(changes);
        alternatives = List.copyOf(alternatives);
    }

    /**
     * Another mend.
     *
     * @param formula with the equals sign
     * @param value what it comes to
     * @param reason what it supposes to be wrong
     */
    public record Alternative(String formula, FormulaValue value, String reason) {}
}
