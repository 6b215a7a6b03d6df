package io.inkstone.evaluation;

import java.nio.file.Path;
import java.util.function.Supplier;

/** How an outcome counts. */
enum Verdict {
    CORRECT,
    WRONG,
    REFUSED;

    /**
     * By the rule that the set states; a failure of the system counts as wrong.
     *
     * @param written gives the workbook with the answer written in, where cells are compared
     */
    static Verdict of(Expected expected, Outcome outcome, Supplier<Path> written) {
        boolean toBeRefused = expected instanceof Expected.Refusal;
        if (outcome instanceof Outcome.Answered answered) {
            return matches(expected, answered, written) ? CORRECT : WRONG;
        }
        if (outcome instanceof Outcome.Declined) {
            return toBeRefused ? CORRECT : REFUSED;
        }
        return WRONG;
    }

    private static boolean matches(Expected expected, Outcome.Answered answered, Supplier<Path> written) {
        if (expected instanceof Expected.Value value) {
            return ShownValue.matches(value, answered);
        }
        if (expected instanceof Expected.Items items) {
            return TableAnswer.matches(items.items(), answered.value());
        }
        return expected instanceof Expected.Cells cells && cells.range().same(written.get(), cells.answer());
    }
}
