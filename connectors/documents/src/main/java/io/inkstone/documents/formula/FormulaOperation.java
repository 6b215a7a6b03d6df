package io.inkstone.documents.formula;

import io.inkstone.connector.ConnectorException;
import io.inkstone.connector.FileOutput;
import io.inkstone.connector.Operation;
import io.inkstone.connector.OperationContext;
import io.inkstone.documents.edit.CellAddress;
import io.inkstone.documents.edit.CellEdit;
import io.inkstone.documents.edit.WorkbookEditor;
import io.inkstone.documents.linking.Links;
import io.inkstone.documents.linking.RequestLinker;
import io.inkstone.documents.question.QuestionReader;
import io.inkstone.documents.reading.Candidate;
import io.inkstone.documents.reading.Refusals;
import io.inkstone.documents.reading.SketchBuilder;
import io.inkstone.documents.sheet.CellValue;
import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.SheetCalculator;
import io.inkstone.documents.sheet.SheetFormula;
import io.inkstone.documents.sheet.Table;
import io.inkstone.documents.sheet.WorkbookCache;
import io.inkstone.documents.sheet.WorkbookView;
import io.inkstone.documents.sketch.Aggregate;
import io.inkstone.documents.sketch.Condition;
import io.inkstone.documents.sketch.FormulaCompiler;
import io.inkstone.documents.sketch.Outcome;
import io.inkstone.documents.sketch.Sketch;
import io.inkstone.documents.sketch.SketchRunner;
import io.inkstone.documents.sketch.SketchText;
import io.inkstone.documents.sketch.UsedColumns;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Turns a request in words into a checked formula on a workbook. */
public final class FormulaOperation {

    /** The media type of the workbook with the formula written in. */
    public static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static final int MOST_TABLES = 8;
    private static final int MOST_ALTERNATIVES = 3;
    private static final double SMALLER_TABLE = 0.15;
    private static final double LOOKED_UP = 0.04;
    private static final double ELSEWHERE = 0.25;
    /** Plain readings that more than this speaks against are not shown. */
    private static final double LEAST_SURE = Double.parseDouble(System.getProperty("ls", "0.7"));

    private static final Pattern QUESTION =
            Pattern.compile("\\b(?:who|whom|whose|what|which|where|when|how)\\b|谁|哪|什么|何时|多少|几");

    private static final double LEAST_FIGURE = 0.38;

    /** Readings of questions that more than this speaks against are not shown. */
    private static final double LEAST_PLAIN = Double.parseDouble(System.getProperty("lp", "0.5"));

    /** In how many rows a formula that is filled down is evaluated. */
    private static final int JUDGED_ROWS = 24;

    private static final int COLUMNS_SEARCHED = 50;

    /** What all workbooks that are open for computing may hold together: a million cells take some 650 MB. */
    private static final int CELLS_AT_ONCE = 1_000_000;

    private static final int WAIT_SECONDS = 20;

    private final Semaphore open = new Semaphore(CELLS_AT_ONCE, true);
    private final WorkbookCache workbooks;
    private final RequestLinker linker = new RequestLinker();

    private FormulaOperation(WorkbookCache workbooks) {
        this.workbooks = workbooks;
    }

    /** The operation, with a cache for the workbooks that it reads. */
    public static Operation<FormulaInput, FormulaAnswer> create(WorkbookCache workbooks) {
        FormulaOperation operation = new FormulaOperation(workbooks);
        return Operation.of(
                "formula",
                "Turns a request in words into a spreadsheet formula whose value is computed twice before it is shown.",
                FormulaInput.class,
                FormulaAnswer.class,
                operation::run);
    }

    private FormulaAnswer run(FormulaInput input, OperationContext context) throws InterruptedException {
        context.progress(0.1, "reading the workbook");
        WorkbookView workbook = workbooks.read(context.tenant(), input.workbook());
        context.checkCancelled();
        Reading reading = read(input, workbook, LocalDate.now(context.clock()));
        context.progress(0.4, "choosing the computation");
        SketchDecoder.Decision decision = SketchDecoder.decide(reading.links, reading.candidates, context.models());
        context.checkCancelled();
        context.progress(0.7, "computing twice");
        int cells = Math.min(workbook.cells(), CELLS_AT_ONCE);
        if (!open.tryAcquire(cells, WAIT_SECONDS, TimeUnit.SECONDS)) {
            throw ConnectorException.unavailable(
                    "workbooks_busy", "Other large workbooks are being computed; try again.", null);
        }
        try {
            SheetCalculator calculator = SheetCalculator.open(workbook);
            return new Answering(input, workbook, reading.links, calculator, context.wantsFile(XLSX)).answer(decision);
        } finally {
            open.release(cells);
        }
    }

    /** A table with what the request names in it and may mean. */
    private record Reading(Links links, List<Candidate> candidates) {

        /** What speaks against it; what is only looked up from another table had better be asked of that one. */
        double penalty() {
            Candidate first = candidates.get(0);
            Set<Column> used = UsedColumns.of(first.sketch());
            long joined =
                    used.stream().filter(column -> column.join().isPresent()).count();
            boolean elsewhere = joined > 0
                    && (joined == used.size()
                            || first.sketch() instanceof Sketch.Figure figure
                                    && figure.column() != null
                                    && figure.aggregate() != Aggregate.DISTINCT
                                    && figure.column().join().isPresent());
            return first.penalty() + joined * LOOKED_UP + (elsewhere ? ELSEWHERE : 0);
        }
    }

    private static boolean isQuestion(Links links) {
        return QUESTION.matcher(links.request().text()).find();
    }

    /** The table in which the request has the likeliest reading; the first refusal when it has none in any. */
    private Reading read(FormulaInput input, WorkbookView workbook, LocalDate today) {
        List<Table> tables = tables(workbook, input.sheet());
        @Nullable Reading best = null;
        @Nullable ConnectorException refusal = null;
        for (Table table : tables) {
            Links links = linker.link(input.request(), table, today);
            List<Candidate> candidates;
            try {
                candidates = SketchBuilder.build(links).stream()
                        .filter(candidate -> candidate.penalty() < LEAST_SURE)
                        .toList();
            } catch (ConnectorException e) {
                refusal = refusal == null ? e : refusal;
                candidates = e.code().equals("ambiguous")
                        ? List.of()
                        : QuestionReader.read(links).stream()
                                .filter(candidate ->
                                        candidate.penalty() < (isQuestion(links) ? LEAST_PLAIN : LEAST_FIGURE))
                                .toList();
            }
            if (candidates.isEmpty()) {
                continue;
            }
            Reading reading = new Reading(links, candidates);
            if (best == null || reading.penalty() + SMALLER_TABLE < best.penalty()) {
                best = reading;
            }
        }
        if (best != null) {
            return best;
        }
        if (refusal != null) {
            throw refusal;
        }
        throw ConnectorException.refused(
                "no_such_column",
                "No table was found: a table needs a row of headers with rows of data under it.",
                workbook.sheets());
    }

    private static List<Table> tables(WorkbookView workbook, @Nullable String sheet) {
        if (sheet != null && workbook.sheets().stream().noneMatch(sheet::equalsIgnoreCase)) {
            throw ConnectorException.refused(
                    "no_such_sheet", "The workbook has no sheet '" + sheet + "'.", workbook.sheets());
        }
        return workbook.tables().stream()
                .filter(table -> sheet == null || table.sheet().equalsIgnoreCase(sheet))
                .sorted(Comparator.comparingInt(
                                (Table table) -> table.rows() * table.columns().size())
                        .reversed())
                .limit(MOST_TABLES)
                .toList();
    }

    /** Makes the answer of a decision: runs, compiles, judges and explains it. */
    private record Answering(
            FormulaInput input, WorkbookView workbook, Links links, SheetCalculator calculator, boolean wantsFile) {

        FormulaAnswer answer(SketchDecoder.Decision decision) {
            Sketch sketch = decision.chosen().sketch();
            if (sketch instanceof Sketch.Fill fill) {
                return filled(fill, decision);
            }
            boolean chinese = links.request().chinese();
            Outcome outcome = SketchRunner.run(sketch);
            refuseEmpty(sketch, outcome);
            SheetFormula formula = FormulaCompiler.compile(sketch)
                    .orElseThrow(() -> Refusals.unsupported(links, SketchText.say(sketch, chinese)));
            FormulaJudge.Verdict verdict =
                    FormulaJudge.judge(calculator, links.table().sheet(), formula, outcome);
            if (!verdict.agrees()) {
                throw Refusals.disagreement(links, Explainer.value(outcome).toString(), verdict.evaluated());
            }
            String cell = cell();
            return new FormulaAnswer(
                    "=" + formula.text(),
                    Explainer.value(outcome),
                    Explainer.valueType(outcome),
                    links.table().sheet(),
                    cell,
                    formula.array(),
                    Explainer.explain(sketch, outcome, chinese),
                    Math.round(decision.confidence() * 100) / 100.0,
                    alternatives(decision, chinese),
                    List.of(new FormulaAnswer.Check(
                            "independent_evaluation", true, Explainer.checked(verdict.evaluated(), chinese))),
                    null,
                    wantsFile ? written(formula, outcome, cell) : null);
        }

        /** One formula for the first row, to be filled down; judged in rows spread over the table. */
        private FormulaAnswer filled(Sketch.Fill fill, SketchDecoder.Decision decision) {
            boolean chinese = links.request().chinese();
            Table table = fill.table();
            int checked = 0;
            for (int row : spread(table.rows())) {
                Outcome outcome = FillRows.outcome(fill, row);
                FormulaJudge.Verdict verdict =
                        FormulaJudge.judge(calculator, table.sheet(), FillRows.formula(fill, row), outcome);
                if (!verdict.agrees()) {
                    throw Refusals.disagreement(links, FillRows.value(outcome).toString(), verdict.evaluated());
                }
                checked++;
            }
            String cell = cell();
            String letters = cell.replaceAll("\\d", "");
            int[] data = FillRows.data(fill);
            Outcome first = FillRows.outcome(fill, data[0]);
            Outcome last = FillRows.outcome(fill, data[data.length - 1]);
            return new FormulaAnswer(
                    "=" + FillRows.formula(fill, data[0]).text(),
                    FillRows.value(first),
                    Explainer.valueType(first),
                    table.sheet(),
                    cell,
                    false,
                    SketchText.say(fill, chinese),
                    Math.round(decision.confidence() * 100) / 100.0,
                    List.of(),
                    List.of(new FormulaAnswer.Check(
                            "independent_evaluation", true, Explainer.checkedRows(checked, chinese))),
                    new FormulaAnswer.Fill(
                            letters + table.firstRow() + ":" + letters + table.lastRow(), FillRows.value(last)),
                    null);
        }

        /** The first, the last and some rows between. */
        private static int[] spread(int rows) {
            return IntStream.range(0, JUDGED_ROWS)
                    .map(i -> (int) ((long) i * (rows - 1) / (JUDGED_ROWS - 1)))
                    .distinct()
                    .toArray();
        }

        /** Where the formula goes: where the caller wants it, else the first free cell right of the table. */
        private String cell() {
            if (input.cell() != null) {
                WorkbookEditor.open(workbook).requireFree(links.table().sheet(), CellAddress.of(input.cell()));
                return input.cell().toUpperCase(Locale.ROOT);
            }
            Table table = links.table();
            return IntStream.rangeClosed(1, COLUMNS_SEARCHED)
                    .mapToObj(table::cellBeside)
                    .filter(cell -> calculator.isEmpty(table.sheet(), cell))
                    .findFirst()
                    .orElseGet(() -> table.cellBeside(COLUMNS_SEARCHED + 1));
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
                throw Refusals.noRows(
                        links, SketchText.say(sketch.where(), links.request().chinese()));
            }
            if (outcome.value() == null) {
                int place = sketch instanceof Sketch.Nth nth
                        ? nth.place()
                        : sketch instanceof Sketch.Best best ? best.place() : 1;
                throw Refusals.outOfRange(links, place, outcome.rows());
            }
            if (outcome.ties() > 1) {
                throw Refusals.tied(
                        links, outcome.ties(), Explainer.value(outcome).toString());
            }
        }

        private List<FormulaAnswer.Alternative> alternatives(SketchDecoder.Decision decision, boolean chinese) {
            List<FormulaAnswer.Alternative> alternatives = new ArrayList<>();
            for (Candidate other : decision.others()) {
                Outcome outcome = SketchRunner.run(other.sketch());
                Optional<SheetFormula> formula = FormulaCompiler.compile(other.sketch());
                if (alternatives.size() < MOST_ALTERNATIVES && outcome.value() != null && formula.isPresent()) {
                    alternatives.add(new FormulaAnswer.Alternative(
                            "=" + formula.get().text(),
                            Explainer.value(outcome),
                            SketchText.say(other.sketch(), chinese),
                            Explainer.rejection(decision.chosen(), other, chinese)));
                }
            }
            return alternatives;
        }

        private FileOutput written(SheetFormula formula, Outcome outcome, String cell) {
            CellValue cached = outcome.value() instanceof Double number
                    ? new CellValue.Number(number)
                    : new CellValue.Text(String.valueOf(outcome.value()));
            WorkbookEditor editor = WorkbookEditor.open(workbook);
            CellEdit edit =
                    CellEdit.insert(CellAddress.of(cell), formula, cached).withDate(outcome.day());
            return new FileOutput(
                    editor.fileName(input.workbook().name()),
                    editor.edit(links.table().sheet(), List.of(edit)).content());
        }
    }
}
