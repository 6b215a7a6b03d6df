package io.inkstone.documents.formula;

import io.inkstone.connector.ConnectorException;
import io.inkstone.connector.Operation;
import io.inkstone.connector.OperationContext;
import io.inkstone.documents.linking.Links;
import io.inkstone.documents.sheet.SheetCalculator;
import io.inkstone.documents.sheet.WorkbookCache;
import io.inkstone.documents.sheet.WorkbookView;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Turns a request in words into a checked formula on a workbook; explains and mends formulas. */
public final class FormulaOperation {

    /** The media type of the workbook with the formula written in. */
    public static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /** What all workbooks that are open for computing may hold together: two million cells were seen to take 255 MiB. */
    private static final int CELLS_AT_ONCE = 1_000_000;

    private static final int WAIT_SECONDS = 20;

    /** How often the model may write free formulas: once, and once more with the error. */
    private static final int FREE_ROUNDS = 2;

    private final Semaphore open = new Semaphore(CELLS_AT_ONCE, true);
    private final RequestReader reader = new RequestReader();
    private final WorkbookCache workbooks;

    private FormulaOperation(WorkbookCache workbooks) {
        this.workbooks = workbooks;
    }

    /** The operation, with a cache for the workbooks that it reads. */
    public static Operation<FormulaInput, FormulaAnswer> create(WorkbookCache workbooks) {
        FormulaOperation operation = new FormulaOperation(workbooks);
        return Operation.of(
                        "formula",
                        "Turns a request in words into a spreadsheet formula whose value is computed twice before it is shown; "
                                + "explains and mends formulas.",
                        FormulaInput.class,
                        FormulaAnswer.class,
                        operation::run)
                .readOnly();
    }

    private FormulaAnswer run(FormulaInput input, OperationContext context) throws InterruptedException {
        context.progress(0.1, "reading the workbook");
        WorkbookView workbook = workbooks.read(context.tenant(), input.workbook());
        context.checkCancelled();
        return switch (input.theMode()) {
            case CREATE, FILL -> created(input, workbook, context);
            case FREE -> createdOrFree(input, workbook, context);
            case EXPLAIN -> {
                GivenFormula given = new GivenFormula(input, workbook, context.locale());
                yield opened(workbook, given::explained);
            }
            case FIX -> {
                GivenFormula given = new GivenFormula(input, workbook, context.locale());
                yield opened(workbook, () -> given.mended(context.wantsFile(XLSX)));
            }
        };
    }

    private FormulaAnswer created(FormulaInput input, WorkbookView workbook, OperationContext context)
            throws InterruptedException {
        String request = input.request();
        if (request == null || request.isBlank()) {
            throw ConnectorException.invalidInput(
                    "request_missing",
                    "There is no request. Say as 'request' what to compute, or give a 'formula' with mode explain or fix.");
        }
        boolean perRow = input.theMode() == FormulaInput.Mode.FILL;
        RequestReader.Reading reading =
                reader.read(request, workbook, input.sheet(), perRow, LocalDate.now(context.clock()));
        context.progress(0.4, "choosing the computation");
        SketchDecoder.Decision decision = SketchDecoder.decide(reading.links(), reading.candidates(), context.models());
        context.checkCancelled();
        context.progress(0.7, "computing twice");
        return opened(workbook, () -> {
            String sheet = reading.links().table().sheet();
            return new Creation(
                            input,
                            workbook,
                            reading.links(),
                            SheetCalculator.open(workbook),
                            new Destination(workbook, input.workbook().name(), sheet),
                            context.wantsFile(XLSX))
                    .answer(decision);
        });
    }

    private FormulaAnswer createdOrFree(FormulaInput input, WorkbookView workbook, OperationContext context)
            throws InterruptedException {
        try {
            return created(input, workbook, context);
        } catch (ConnectorException refusal) {
            if (!FreeFormula.mayTry(refusal) || workbook.tables().isEmpty()) {
                throw refusal;
            }
            return free(input, workbook, context).orElseThrow(() -> refusal);
        }
    }

    /** Empty where nothing that the model wrote runs, also with the error before it. */
    private Optional<FormulaAnswer> free(FormulaInput input, WorkbookView workbook, OperationContext context)
            throws InterruptedException {
        Links links = reader.nearest(
                Objects.requireNonNull(input.request()), workbook, input.sheet(), LocalDate.now(context.clock()));
        Optional<FreeFormula> free = FreeFormula.of(input, workbook, links);
        String trouble = "";
        for (int round = 0; free.isPresent() && round < FREE_ROUNDS; round++) {
            FreeFormula writer = free.get();
            context.progress(0.5, "letting the model write a formula");
            List<String> formulas = writer.write(trouble, context.models());
            context.checkCancelled();
            FreeFormula.Result result = opened(workbook, () -> writer.judge(formulas, context.wantsFile(XLSX)));
            if (result.answer().isPresent()) {
                return result.answer();
            }
            trouble = result.trouble();
        }
        return Optional.empty();
    }

    /** Does what needs the workbook open for computing, once there is room for it. */
    private <T> T opened(WorkbookView workbook, Supplier<T> work) throws InterruptedException {
        int cells = Math.min(workbook.cells(), CELLS_AT_ONCE);
        if (!open.tryAcquire(cells, WAIT_SECONDS, TimeUnit.SECONDS)) {
            throw ConnectorException.unavailable(
                    "workbooks_busy", "Other large workbooks are being computed; try again.", null);
        }
        try {
            return work.get();
        } finally {
            open.release(cells);
        }
    }
}
