package io.inkstone.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.poi.ss.formula.FormulaParseException;
import org.apache.poi.ss.formula.eval.ErrorEval;
import org.apache.poi.ss.formula.eval.NotImplementedException;
import org.apache.poi.ss.formula.udf.AggregatingUDFFinder;
import org.apache.poi.ss.formula.udf.UDFFinder;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.CellValue;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** Computes a formula as if somebody had entered it beside the table. */
final class FormulaValue {

    /** What POI cannot compute though Excel might. */
    static final String NOT_COMPUTABLE = "not_computable";

    private static final long LIMIT_SECONDS = 10;
    private static final Pattern FUNCTION = Pattern.compile("\"(?:[^\"]|\"\")*\"|([A-Z][A-Z0-9.]*)(?=\\()");

    private FormulaValue() {}

    /** Its value as a new Excel shows it, which computes ranges without being told; declined where it is an error. */
    static Outcome of(Path workbook, SampleSheet sheet, String formula) {
        CompletableFuture<Outcome> computed = CompletableFuture.supplyAsync(() -> compute(workbook, sheet, formula));
        try {
            return computed.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof TimeoutException) {
                return new Outcome.Declined(NOT_COMPUTABLE, formula + " took longer than " + LIMIT_SECONDS + " s");
            }
            throw e;
        }
    }

    private static Outcome compute(Path workbook, SampleSheet sheet, String formula) {
        String body = stored(formula.substring(1).strip());
        Outcome asArray = compute(workbook, sheet, formula, body, true);
        if (asArray instanceof Outcome.Answered) {
            return asArray;
        }
        Outcome plain = compute(workbook, sheet, formula, body, false);
        return plain instanceof Outcome.Answered ? plain : asArray;
    }

    private static Outcome compute(Path workbook, SampleSheet sheet, String formula, String body, boolean array) {
        try (XSSFWorkbook book = SampleSheet.open(workbook)) {
            XSSFCell cell = freeCell(book.getSheetAt(0), sheet);
            if (array) {
                int row = cell.getRowIndex();
                int column = cell.getColumnIndex();
                book.getSheetAt(0).setArrayFormula(body, new CellRangeAddress(row, row, column, column));
            } else {
                cell.setCellFormula(body);
            }
            return shown(
                    formula, book.getCreationHelper().createFormulaEvaluator().evaluate(cell), sheet);
        } catch (FormulaParseException e) {
            return new Outcome.Declined("not_a_formula", formula + ": " + e.getMessage());
        } catch (NotImplementedException e) {
            return new Outcome.Declined(NOT_COMPUTABLE, formula + ": " + e.getMessage());
        } catch (StackOverflowError | RuntimeException e) {
            return new Outcome.Declined(
                    "error_value", formula + ": " + e.getClass().getSimpleName());
        } catch (IOException e) {
            throw new EvaluationException("cannot read the workbook " + workbook + "; expected an .xlsx file", e);
        }
    }

    /** In the header's row, with one column between it and the table. */
    private static XSSFCell freeCell(XSSFSheet sheet, SampleSheet table) {
        XSSFRow row = sheet.getRow(table.headerRow() - 1);
        return row.createCell(table.firstColumn() + table.headers().size() + 1);
    }

    private static Outcome shown(String formula, CellValue value, SampleSheet sheet) {
        if (value.getCellType() == CellType.ERROR) {
            return new Outcome.Declined(
                    "error_value",
                    formula + " shows " + ErrorEval.getText(value.getErrorValue()) + " on " + sheet.name());
        }
        JsonNode json = switch (value.getCellType()) {
            case STRING -> TextNode.valueOf(value.getStringValue());
            case BOOLEAN -> BooleanNode.valueOf(value.getBooleanValue());
            default -> DoubleNode.valueOf(value.getNumberValue());
        };
        return new Outcome.Answered(formula, json, OptionalDouble.empty());
    }

    /** Functions that came after the file format bear a prefix in files, which nobody types. */
    private static String stored(String formula) {
        return FUNCTION.matcher(formula)
                .replaceAll(token ->
                        Matcher.quoteReplacement(token.group(1) == null ? token.group() : storedName(token.group(1))));
    }

    private static String storedName(String name) {
        String prefixed = "_xlfn." + name;
        UDFFinder known = AggregatingUDFFinder.DEFAULT;
        return known.findFunction(name) == null && known.findFunction(prefixed) != null ? prefixed : name;
    }
}
