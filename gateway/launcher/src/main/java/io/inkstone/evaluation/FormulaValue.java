package io.inkstone.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.poi.ss.formula.FormulaParseException;
import org.apache.poi.ss.formula.eval.ErrorEval;
import org.apache.poi.ss.formula.eval.NotImplementedException;
import org.apache.poi.ss.formula.udf.AggregatingUDFFinder;
import org.apache.poi.ss.formula.udf.UDFFinder;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.CellValue;
import org.apache.poi.ss.util.CellAddress;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** Computes a formula as if somebody had entered it on the sheet. */
final class FormulaValue {

    /** What POI cannot compute though Excel might. */
    static final String NOT_COMPUTABLE = "not_computable";

    private static final Pattern FUNCTION = Pattern.compile("\"(?:[^\"]|\"\")*\"|([A-Z][A-Z0-9.]*)(?=\\()");

    private FormulaValue() {}

    /** Its value beside the table. */
    static Outcome of(Path workbook, SampleSheet sheet, String formula) {
        int column = sheet.firstColumn() + sheet.headers().size() + 1;
        return of(workbook, sheet, formula, new CellAddress(sheet.headerRow() - 1, column));
    }

    /** Its value as a new Excel shows it, which computes ranges without being told; declined where it is an error. */
    static Outcome of(Path workbook, SampleSheet sheet, String formula, CellAddress at) {
        Optional<Outcome> computed = Deadline.within(() -> compute(workbook, sheet, formula, at));
        return computed.orElseGet(() -> new Outcome.Declined(
                NOT_COMPUTABLE, formula + " took longer than " + Deadline.LIMIT.toSeconds() + " s"));
    }

    private static Outcome compute(Path workbook, SampleSheet sheet, String formula, CellAddress at) {
        Outcome asArray = compute(workbook, sheet, formula, at, true);
        if (asArray instanceof Outcome.Answered) {
            return asArray;
        }
        Outcome plain = compute(workbook, sheet, formula, at, false);
        return plain instanceof Outcome.Answered ? plain : asArray;
    }

    private static Outcome compute(Path workbook, SampleSheet sheet, String formula, CellAddress at, boolean array) {
        try (XSSFWorkbook book = WorkbookFile.open(workbook)) {
            XSSFCell cell = enter(WorkbookFile.sheet(book, sheet.name()), formula, at, array);
            CellValue value = book.getCreationHelper().createFormulaEvaluator().evaluate(cell);
            return shown(formula, value, new Outcome.Entry(sheet.name(), at.formatAsString(), array, Optional.empty()));
        } catch (FormulaParseException e) {
            return new Outcome.Declined("not_a_formula", formula + ": " + e.getMessage());
        } catch (NotImplementedException e) {
            return new Outcome.Declined(NOT_COMPUTABLE, formula + ": " + e.getMessage());
        } catch (EvaluationException e) {
            throw e;
        } catch (StackOverflowError | RuntimeException e) {
            return new Outcome.Declined(
                    "error_value", formula + ": " + e.getClass().getSimpleName());
        } catch (IOException e) {
            throw new EvaluationException("cannot close the workbook " + workbook, e);
        }
    }

    /** Enters it as somebody types it. */
    static XSSFCell enter(XSSFSheet sheet, String formula, CellAddress at, boolean array) {
        String body = stored(formula.substring(1).strip());
        XSSFRow row = sheet.getRow(at.getRow());
        XSSFCell cell = (row == null ? sheet.createRow(at.getRow()) : row).createCell(at.getColumn());
        if (array) {
            sheet.setArrayFormula(body, new CellRangeAddress(at.getRow(), at.getRow(), at.getColumn(), at.getColumn()));
        } else {
            cell.setCellFormula(body);
        }
        return cell;
    }

    private static Outcome shown(String formula, CellValue value, Outcome.Entry entry) {
        if (value.getCellType() == CellType.ERROR) {
            return new Outcome.Declined(
                    "error_value",
                    formula + " shows " + ErrorEval.getText(value.getErrorValue()) + " on " + entry.sheet());
        }
        JsonNode json = switch (value.getCellType()) {
            case STRING -> TextNode.valueOf(value.getStringValue());
            case BOOLEAN -> BooleanNode.valueOf(value.getBooleanValue());
            default -> DoubleNode.valueOf(value.getNumberValue());
        };
        return new Outcome.Answered(formula, json, OptionalDouble.empty(), entry);
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
