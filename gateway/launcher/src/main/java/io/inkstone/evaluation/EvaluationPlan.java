package io.inkstone.evaluation;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is measured, and how.
 *
 * @param sets at least one; the first gives the figures that stand for all
 * @param workbooks counts of a corpus of workbooks, taken elsewhere
 * @param libreOffice the program that judges the assistant's formulas; empty where there is none
 * @param work a folder for files, which goes afterwards
 * @param resume a file that keeps answers, so that a run that was cut off goes on
 * @param verbose whether each request that was not answered rightly is listed
 */
public record EvaluationPlan(
        List<FormulaSet> sets,
        Optional<WorkbookCounts> workbooks,
        Optional<Path> libreOffice,
        Path work,
        Optional<Path> resume,
        boolean verbose) {

    /** Copies. */
    public EvaluationPlan {
        sets = List.copyOf(sets);
        if (sets.isEmpty()) {
            throw new EvaluationException("there is no set to measure; expected one at least");
        }
    }
}
