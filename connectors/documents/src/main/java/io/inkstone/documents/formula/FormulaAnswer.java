package io.inkstone.documents.formula;

import dev.langchain4j.model.output.structured.Description;
import io.inkstone.connector.FileOutput;
import io.inkstone.connector.Produces;
import io.inkstone.documents.expression.Explanation;
import io.inkstone.documents.repair.Change;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code documents/formula} answers. */
public record FormulaAnswer(
        @Description("The formula with its leading equals sign, en-US A1 notation")
        String formula,

        @Description(
                "What it comes to: a number, a text, a truth value; a day in ISO form; null where it is no single value")
        @Nullable
        Object value,

        @Description("number, text, boolean or date") @Nullable
        String valueType,

        @Description("The sheet that the formula belongs to")
        String sheet,

        @Description("The cell that it goes into") @Nullable String cell,

        @Description("Whether it has to be entered as an array formula (Ctrl+Shift+Enter before Excel 365)")
        boolean array,

        @Description("What is computed, in words, derived from the computation itself")
        String explanation,

        @Description("How sure the reading of the request is, 0 to 1")
        double confidence,

        @Description("Other readings, and why they were not taken")
        List<Alternative> alternatives,

        @Description("What was verified") List<Check> checks,

        @Description("For one value in each row: where they go; the formula is that of the first row and filled down")
        @Nullable
        Fill fill,

        @Description("With mode explain: the parts of the formula from inside out")
        List<Explanation.Step> steps,

        @Description("With mode fix: what was wrong; empty when nothing was")
        List<Change> changes,

        @Description("How to bring back what was there before the formula was entered") @Nullable
        Undo undo,

        @Produces(FormulaOperation.XLSX) @Nullable FileOutput workbook) {

    /** Copies. */
    public FormulaAnswer {
        alternatives = List.copyOf(alternatives);
        checks = List.copyOf(checks);
        steps = List.copyOf(steps);
        changes = List.copyOf(changes);
    }

    /** Another reading of the request. */
    public record Alternative(String formula, Object value, String explanation, String reason) {}

    /**
     * One value in each row.
     *
     * @param range the cells, e.g. {@code L2:L121}
     * @param lastValue the value of the last row; an empty text where it has none
     */
    public record Fill(String range, Object lastValue) {}

    /** Something that was verified before the answer was given. */
    public record Check(String name, boolean passed, String detail) {}

    /**
     * What stood in the cells that the formula goes into.
     *
     * @param range the cells
     * @param before the formula that is to be put back; null where the cells were empty and are to be cleared
     */
    public record Undo(String range, @Nullable String before) {}
}
