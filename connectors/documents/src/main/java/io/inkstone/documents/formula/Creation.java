package io.inkstone.documents.formula;

import io.inkstone.documents.edit.CellAddress;
import io.inkstone.documents.expression.FormulaExplainer;
import io.inkstone.documents.expression.FormulaParser;
import io.inkstone.documents.expression.FormulaSyntaxException;
import io.inkstone.documents.expression.Scope;
import io.inkstone.documents.linking.Links;
import io.inkstone.documents.reading.Candidate;
import io.inkstone.documents.reading.Refusals;
import io.inkstone.documents.sheet.CellValue;
import io.inkstone.documents.sheet.SheetCalculator;
import io.inkstone.documents.sheet.SheetFormula;
import io.inkstone.documents.sheet.Table;
import io.inkstone.documents.sheet.WorkbookView;
import io.inkstone.documents.sketch.Aggregate;
import io.inkstone.documents.sketch.Condition;
import io.inkstone.documents.sketch.FormulaCompiler;
import io.inkstone.documents.sketch.Outcome;
import io.inkstone.documents.sketch.Sketch;
import io.inkstone.documents.sketch.SketchRunner;
import io.inkstone.documents.sketch.SketchText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes the answer of a decision: runs, compiles, judges and explains the sketch that was chosen. */
final class Creation {

    private static final int MOST_ALTERNATIVES = 3;

    /** In how many rows a formula that is filled down is evaluated. */
    private static final int JUDGED_ROWS = 24;

    private final FormulaInput input;
    private final WorkbookView workbook;
    private final Links links;
    private final SheetCalculator calculator;
    private final Destination destination;
    private final boolean wantsFile;
    private final boolean chinese;

    Creation(
            FormulaInput input,
            WorkbookView workbook,
            Links links,
            SheetCalculator calculator,
            Destination destination,
            boolean wantsFile) {
        this.input = input;
        this.workbook = workbook;
        this.links = links;
        this.calculator = calculator;
        this.destination = destination;
        this.wantsFile = wantsFile;
        this.chinese = links.request().chinese();
    }

    FormulaAnswer answer(SketchDecoder.Decision decision) {
        return decision.chosen().sketch() instanceof Sketch.Fill fill
                ? column(fill, decision)
                : figure(decision.chosen().sketch(), decision);
    }

    private FormulaAnswer figure(Sketch sketch, SketchDecoder.Decision decision) {
        Outcome outcome = SketchRunner.run(sketch);
        refuseEmpty(sketch, outcome);
        SheetFormula formula = FormulaCompiler.compile(sketch)
                .orElseThrow(() -> Refusals.unsupported(links, SketchText.say(sketch, chinese)));
        FormulaJudge.Verdict verdict =
                FormulaJudge.judge(calculator, links.table().sheet(), formula, outcome);
        require(verdict, Explainer.value(outcome));
        CellAddress cell = destination.cell(input.cell(), links.table().cellBeside(1), 1, calculator);
        return new FormulaAnswer(
                "=" + formula.text(),
                Explainer.value(outcome),
                Explainer.valueType(outcome),
                links.table().sheet(),
                cell.toString(),
                formula.array(),
                Explainer.explain(sketch, outcome, chinese),
                rounded(decision.confidence()),
                alternatives(decision),
                checks(formula, verdict),
                null,
                List.of(),
                List.of(),
                new FormulaAnswer.Undo(cell.toString(), null),
                wantsFile ? destination.written(Destination.edit(cell, formula, outcome)) : null);
    }

    /** One formula for the first row, to be filled down; judged in rows spread over the table. */
    private FormulaAnswer column(Sketch.Fill fill, SketchDecoder.Decision decision) {
        Table table = fill.table();
        int checked = 0;
        for (int row : spread(table.rows())) {
            Outcome outcome = FillRows.outcome(fill, row);
            FormulaJudge.Verdict verdict =
                    FormulaJudge.judge(calculator, table.sheet(), FillRows.formula(fill, row), outcome);
            require(verdict, FillRows.value(outcome));
            checked++;
        }
        int[] data = FillRows.data(fill);
        int firstRow = table.firstRow() + data[0];
        int rows = data[data.length - 1] - data[0] + 1;
        CellAddress besideFirst = CellAddress.of(table.cellBeside(1)).below(data[0]);
        CellAddress cell = destination.cell(input.cell(), besideFirst.toString(), rows, calculator);
        SheetFormula formula = FillRows.formula(fill, data[0]);
        Outcome first = FillRows.outcome(fill, data[0]);
        Outcome last = FillRows.outcome(fill, data[data.length - 1]);
        String range = cell + ":" + cell.below(rows - 1);
        return new FormulaAnswer(
                "=" + formula.text(),
                FillRows.value(first),
                Explainer.valueType(first),
                table.sheet(),
                cell.toString(),
                false,
                SketchText.say(fill, chinese),
                rounded(decision.confidence()),
                List.of(),
                List.of(check(Explainer.checkedRows(checked, chinese))),
                new FormulaAnswer.Fill(range, FillRows.value(last)),
                List.of(),
                List.of(),
                new FormulaAnswer.Undo(range, null),
                wantsFile && cell.row() == firstRow
                        ? destination.filled(Destination.edit(cell, formula, first), values(fill, data))
                        : null);
    }

    private void require(FormulaJudge.Verdict verdict, Object expected) {
        if (verdict.tookTooLong()) {
            throw Refusals.tooSlow(links);
        }
        if (!verdict.agrees()) {
            throw Refusals.disagreement(links, expected.toString(), verdict.evaluated());
        }
    }

    /** What each row shows, from the first row of data to the last; null for rows of totals between them. */
    private static List<@Nullable CellValue> values(Sketch.Fill fill, int[] data) {
        List<@Nullable CellValue> values = new ArrayList<>();
        for (int row = data[0]; row <= data[data.length - 1]; row++) {
            values.add(fill.table().isTotal(row) ? null : Destination.cached(FillRows.outcome(fill, row)));
        }
        return values;
    }

    private static FormulaAnswer.Check check(String detail) {
        return new FormulaAnswer.Check("independent_evaluation", true, detail);
    }

    private List<FormulaAnswer.Check> checks(SheetFormula formula, FormulaJudge.Verdict verdict) {
        FormulaAnswer.Check evaluated = check(Explainer.checked(verdict.evaluated(), chinese));
        return formula.array() ? List.of(evaluated) : List.of(evaluated, readBack(formula));
    }

    /** What the formula says by its parse alone, for whoever checks it against the explanation, which the sketch gave. */
    private FormulaAnswer.Check readBack(SheetFormula formula) {
        Scope scope = FormulaExplainer.scope(workbook, links.table().sheet(), chinese);
        try {
            String said = FormulaExplainer.summary(FormulaParser.parse(formula.text()), scope, chinese);
            return new FormulaAnswer.Check("read_back", true, said);
        } catch (FormulaSyntaxException e) {
            throw new IllegalStateException("the compiler wrote " + formula.text(), e);
        }
    }

    static double rounded(double confidence) {
        return Math.round(confidence * 100) / 100.0;
    }

    /** The first, the last and some rows between. */
    private static int[] spread(int rows) {
        return IntStream.range(0, JUDGED_ROWS)
                .map(i -> (int) ((long) i * (rows - 1) / (JUDGED_ROWS - 1)))
                .distinct()
                .toArray();
    }

    /** A figure of no rows is seldom what was meant, except a count that comparisons with numbers brought to zero. */
    private void refuseEmpty(Sketch sketch, Outcome outcome) {
        boolean comparesOnly = sketch.where().stream()
                .allMatch(condition -> condition instanceof Condition.Compares
                        || condition instanceof Condition.Between
                        || condition instanceof Condition.Against
                        || condition instanceof Condition.Blank
                        || condition instanceof Condition.In);
        boolean count = sketch instanceof Sketch.Figure figure && figure.aggregate() == Aggregate.COUNT;
        boolean share = sketch instanceof Sketch.Share;
        if (outcome.rows() == 0 && !(comparesOnly && (count || share))) {
            throw Refusals.noRows(links, SketchText.say(sketch.where(), chinese));
        }
        if (outcome.value() == null) {
            int place = sketch instanceof Sketch.Nth nth
                    ? nth.place()
                    : sketch instanceof Sketch.Best best ? best.place() : 1;
            throw Refusals.outOfRange(links, place, outcome.rows());
        }
        if (outcome.ties() > 1) {
            throw Refusals.tied(links, outcome.ties(), Explainer.value(outcome).toString());
        }
    }

    private List<FormulaAnswer.Alternative> alternatives(SketchDecoder.Decision decision) {
        List<FormulaAnswer.Alternative> alternatives = new ArrayList<>();
        for (Candidate other : decision.others()) {
            if (alternatives.size() == MOST_ALTERNATIVES) {
                break;
            }
            Outcome outcome = SketchRunner.run(other.sketch());
            Optional<SheetFormula> formula = FormulaCompiler.compile(other.sketch());
            if (outcome.value() != null && formula.isPresent()) {
                alternatives.add(new FormulaAnswer.Alternative(
                        "=" + formula.get().text(),
                        Explainer.value(outcome),
                        SketchText.say(other.sketch(), chinese),
                        Explainer.rejection(decision.chosen(), other, chinese)));
            }
        }
        return alternatives;
    }
}
