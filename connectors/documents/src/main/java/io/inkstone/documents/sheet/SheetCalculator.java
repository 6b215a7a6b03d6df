package io.inkstone.documents.sheet;

import io.inkstone.connector.ConnectorException;
import io.inkstone.documents.sheet.CalculationBook.OutOfTime;
import io.inkstone.documents.sheet.SheetFormula.RowForm;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.formula.EvaluationCell;
import org.apache.poi.ss.formula.FormulaParseException;
import org.apache.poi.ss.formula.IStabilityClassifier;
import org.apache.poi.ss.formula.WorkbookEvaluator;
import org.apache.poi.ss.formula.eval.BlankEval;
import org.apache.poi.ss.formula.eval.BoolEval;
import org.apache.poi.ss.formula.eval.ErrorEval;
import org.apache.poi.ss.formula.eval.NotImplementedFunctionException;
import org.apache.poi.ss.formula.eval.NumberEval;
import org.apache.poi.ss.formula.eval.StringEval;
import org.apache.poi.ss.formula.eval.ValueEval;
import org.apache.poi.ss.formula.ptg.Ptg;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.util.CellReference;

/**
 * Evaluates formulas on a workbook with Apache POI, over cells that were read from the file a second time and by other code
 * than {@link WorkbookReader}'s: a second opinion. The workbook is never changed, and nothing outside of it is followed: a reference to another
 * workbook is a {@link CellValue.Failure}.
 *
 * <p>Days in results are serial numbers of the 1900 system, as in {@link Column}, also for workbooks of the 1904 system.
 * There, formulas have to say days by {@code DATE(…)} and not by a serial number, so that they mean the same in Excel.
 *
 * <p>A sheet is read when the first formula needs it, which takes long beside evaluating: open once per request. Not
 * thread-safe.
 */
public final class SheetCalculator {

    /** How the reason of a failure begins that only time caused. */
    public static final String TOO_LONG = "took longer than ";

    /** The most time that one formula gets. */
    static final Duration TIME_LIMIT = Duration.ofSeconds(10);

    /** The last columns of a sheet, where scratch cells lie over whatever is there. */
    private static final int FORMULA = SpreadsheetVersion.EXCEL2007.getLastColumnIndex();

    private static final int TERMS = FORMULA - 1;

    private final CalculationSource workbook;
    private final Duration timeLimit;

    private SheetCalculator(CalculationSource workbook, Duration timeLimit) {
        this.workbook = workbook;
        this.timeLimit = timeLimit;
    }

    /**
     * Opens the workbook's file, which {@link WorkbookReader} has read before.
     *
     * @throws ConnectorException {@code damaged_workbook} when POI cannot read it
     */
    public static SheetCalculator open(WorkbookView view) {
        return open(view, TIME_LIMIT);
    }

    static SheetCalculator open(WorkbookView view, Duration timeLimit) {
        try {
            return new SheetCalculator(WorkbookReader.source(view), timeLimit);
        } catch (ConnectorException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw FileFormat.damaged("The workbook cannot be opened for calculating");
        }
    }

    /** The names of the functions that the engine knows, whether it can evaluate them or not. */
    public static Set<String> functionNames() {
        Set<String> names = new TreeSet<>(WorkbookEvaluator.getSupportedFunctionNames());
        names.addAll(WorkbookEvaluator.getNotSupportedFunctionNames());
        return names;
    }

    /** Whether the file itself counts days from 1904. */
    public boolean date1904() {
        return workbook.date1904();
    }

    /** Whether a cell of the file, e.g. {@code K2}, holds nothing and does not lie hidden in merged cells. */
    public boolean isEmpty(String sheet, String cell) {
        CellReference at = new CellReference(cell);
        SheetContent content = workbook.sheet(index(sheet));
        return !content.cells().filled(at.getRow() + 1, at.getCol())
                && content.marks().merged().stream()
                        .noneMatch(merged -> merged.isInRange(at)
                                && (merged.getFirstRow() != at.getRow() || merged.getFirstColumn() != at.getCol()));
    }

    private int index(String sheet) {
        List<String> names = workbook.sheets();
        for (int index = 0; index < names.size(); index++) {
            if (names.get(index).equalsIgnoreCase(sheet)) {
                return index;
            }
        }
        throw ConnectorException.invalidInput(
                "no_such_sheet", "The workbook has no sheet '" + sheet + "'. Give the name as its tab shows it.");
    }

    /**
     * Evaluates a formula as if it stood in the last column of the sheet, XFD, to which it must not refer. When it has a {@link RowForm}, that is evaluated
     * instead of its text: first every row's term, then the outer formula, as an array formula, over their values.
     *
     * @return the value; {@link CellValue.Failure} for errors, for what POI does not know and after 10 seconds
     */
    public CellValue evaluate(String sheet, SheetFormula formula) {
        if (workbook.sheets().stream().noneMatch(sheet::equalsIgnoreCase)) {
            return new CellValue.Failure("there is no sheet '" + sheet + "'");
        }
        int index = index(sheet);
        // Reading is not a part of the time that a formula gets.
        workbook.sheet(index);
        try {
            return value(new Evaluation(index).evaluate(formula));
        } catch (OutOfTime e) {
            return new CellValue.Failure(TOO_LONG + timeLimit.toMillis() / 1000.0 + " seconds");
        } catch (FormulaParseException e) {
            return new CellValue.Failure("cannot be parsed: " + e.getMessage());
        } catch (StackOverflowError e) {
            return new CellValue.Failure("refers to cells that refer to others too deeply");
        } catch (RuntimeException e) {
            return new CellValue.Failure(reason(e));
        }
    }

    private static String reason(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NotImplementedFunctionException missing) {
                return "the function " + missing.getFunctionName() + " cannot be evaluated";
            }
        }
        return "cannot be evaluated";
    }

    private static CellValue value(ValueEval result) {
        if (result instanceof NumberEval number) {
            return new CellValue.Number(number.getNumberValue());
        }
        if (result instanceof StringEval text) {
            return new CellValue.Text(text.getStringValue());
        }
        if (result instanceof BoolEval truth) {
            return new CellValue.Truth(truth.getBooleanValue());
        }
        if (result instanceof BlankEval) {
            return new CellValue.Number(0);
        }
        if (result == ErrorEval.CIRCULAR_REF_ERROR) {
            return new CellValue.Failure("refers to itself");
        }
        return new CellValue.Failure(
                result instanceof ErrorEval error ? error.getErrorString() : "is not a single value");
    }

    /** The evaluation of one formula. */
    private final class Evaluation {
        private final int sheet;
        private final CalculationBook book = new CalculationBook(workbook, timeLimit);
        private final WorkbookEvaluator evaluator =
                new WorkbookEvaluator(book, IStabilityClassifier.TOTALLY_IMMUTABLE, null);

        private Evaluation(int sheet) {
            this.sheet = sheet;
        }

        private ValueEval evaluate(SheetFormula formula) {
            RowForm rows = formula.rows();
            if (rows == null) {
                return evaluator.evaluate(
                        book.putFormula(sheet, 0, FORMULA, book.parse(formula.text(), sheet, 0), formula.array()));
            }
            String outer = rows.outer();
            for (int i = 0; i < rows.terms().size(); i++) {
                int column = TERMS - i;
                String term = withEarlierTerms(rows, rows.terms().get(i), i);
                RowTerm tokens = new RowTerm(
                        row -> book.parse(term.replace("{row}", Integer.toString(row)), sheet, row - 1),
                        rows.firstRow(),
                        rows.lastRow());
                for (int row = rows.firstRow(); row <= rows.lastRow(); row++) {
                    book.checkTime();
                    evaluateTerm(tokens.tokens(row), row - 1, column);
                }
                outer = outer.replace(RowForm.range(i), scratch(rows, i));
            }
            return evaluator.evaluate(book.putFormula(sheet, 0, FORMULA, book.parse(outer, sheet, 0), true));
        }

        private static String scratch(RowForm rows, int term) {
            String letters = Column.letters(TERMS - term);
            return "$" + letters + "$" + rows.firstRow() + ":$" + letters + "$" + rows.lastRow();
        }

        private static String withEarlierTerms(RowForm rows, String term, int count) {
            String placed = term;
            for (int i = 0; i < count; i++) {
                placed = placed.replace(RowForm.range(i), scratch(rows, i))
                        .replace(RowForm.cell(i), "$" + Column.letters(TERMS - i) + "{row}");
            }
            return placed;
        }

        private void evaluateTerm(Ptg[] term, int row, int column) {
            EvaluationCell cell = book.putFormula(sheet, row, column, term, false);
            ValueEval result = evaluator.evaluate(cell);
            if (result instanceof NumberEval number) {
                book.putValue(sheet, row, column, CellType.NUMERIC, number.getNumberValue());
            } else if (result instanceof StringEval text) {
                book.putValue(sheet, row, column, CellType.STRING, text.getStringValue());
            } else if (result instanceof BoolEval truth) {
                book.putValue(sheet, row, column, CellType.BOOLEAN, truth.getBooleanValue());
            } else if (result instanceof ErrorEval error && error != ErrorEval.CIRCULAR_REF_ERROR) {
                book.putValue(sheet, row, column, CellType.ERROR, error.getErrorCode());
            } else {
                throw new IllegalStateException("a term without a single value");
            }
        }
    }
}
