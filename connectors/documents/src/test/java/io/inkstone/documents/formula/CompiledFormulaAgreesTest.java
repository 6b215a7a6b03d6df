package io.inkstone.documents.formula;

import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.SheetCalculator;
import io.inkstone.documents.sheet.SheetFormula;
import io.inkstone.documents.sheet.Table;
import io.inkstone.documents.sheet.WorkbookView;
import io.inkstone.documents.sketch.Aggregate;
import io.inkstone.documents.sketch.FormulaCompiler;
import io.inkstone.documents.sketch.Outcome;
import io.inkstone.documents.sketch.Sketch;
import io.inkstone.documents.sketch.SketchRunner;
import io.inkstone.documents.sketch.SketchText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a sketch comes to on the columns is what a spreadsheet engine makes of its formula, whatever the cells hold. */
final class CompiledFormulaAgreesTest {

    private static final int WORKBOOKS = 40;
    private static final int SKETCHES = 15;

    /** Cells that COUNTIFS does not take for themselves when they are its criterion: signs, wildcards, numbers, errors. */
    private static final String READ_AS_CRITERIA = "[=<>].*|.*[*?~].*|[\\s\\d.,%$¥€+\\-/:eE()]+|(?i)true|(?i)false|#.*";

    @Test
    void runner_and_formula_agree_on_random_tables() {
        agree(RandomSketches::workbook);
    }

    @Test
    void runner_and_formula_agree_on_numbers_and_days_stored_as_text() {
        agree(random -> {
            WorkbookView workbook = random.workbookOfStoredTexts();
            assertThat(workbook.tables().get(0).columns())
                    .filteredOn(Column::storedAsText)
                    .hasSize(4);
            return workbook;
        });
    }

    private static void agree(Function<RandomSketches, WorkbookView> workbooks) {
        List<String> disagreements = new ArrayList<>();
        int judged = 0;
        for (int seed = 0; seed < WORKBOOKS; seed++) {
            RandomSketches random = new RandomSketches(seed);
            WorkbookView workbook = workbooks.apply(random);
            Table table = workbook.tables().get(0);
            SheetCalculator calculator = SheetCalculator.open(workbook);
            for (int i = 0; i < SKETCHES; i++) {
                Sketch sketch = random.sketch(table);
                Outcome outcome = SketchRunner.run(sketch);
                Optional<SheetFormula> formula = FormulaCompiler.compile(sketch);
                boolean refused = outcome.value() == null || outcome.ties() > 1 || formula.isEmpty();
                if (refused || isLeftToTheJudge(sketch, formula.get())) {
                    continue;
                }
                judged++;
                FormulaJudge.Verdict verdict = FormulaJudge.judge(calculator, table.sheet(), formula.get(), outcome);
                if (!verdict.agrees()) {
                    disagreements.add("seed " + seed + ": " + SketchText.say(sketch, false) + "\n  ="
                            + formula.get().text() + "\n  runner " + outcome.value() + ", formula "
                            + verdict.evaluated());
                }
            }
        }
        assertThat(disagreements).isEmpty();
        assertThat(judged).isGreaterThan(WORKBOOKS * SKETCHES / 2);
    }

    /**
     * What may disagree, so that the judge refuses it: groups by cells that COUNTIFS reads as criteria, and POI's
     * FREQUENCY, which wants its second argument in order.
     */
    private static boolean isLeftToTheJudge(Sketch sketch, SheetFormula formula) {
        @Nullable Column grouped = null;
        if (sketch instanceof Sketch.Figure figure && figure.aggregate() == Aggregate.DISTINCT) {
            grouped = figure.column();
        } else if (sketch instanceof Sketch.Best best && best.measure() != Sketch.Measure.ROW) {
            grouped = best.label();
        }
        if (sketch instanceof Sketch.GroupRank rank) {
            grouped = rank.label();
        }
        boolean criteria =
                grouped != null && grouped.distinctTexts().stream().anyMatch(text -> text.matches(READ_AS_CRITERIA));
        return criteria || formula.text().contains("FREQUENCY(");
    }
}
