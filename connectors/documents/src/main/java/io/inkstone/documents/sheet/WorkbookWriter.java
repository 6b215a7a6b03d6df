package io.inkstone.documents.sheet;

import io.inkstone.connector.ConnectorException;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFChartSheet;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;

/** Writes a formula into a workbook and keeps all the rest. Stateless and thread-safe. */
public final class WorkbookWriter {

    private static final Pattern CELL = Pattern.compile("\\$?([A-Za-z]{1,3})\\$?([1-9][0-9]{0,6})");
    private static final String ISO_DAY = "yyyy-mm-dd";

    /** Excel's own limit, beyond which POI throws. */
    private static final int MAX_STYLES = 64_000;

    private WorkbookWriter() {}

    /** The same, without a cell to take the number format from. */
    public static byte[] withFormula(
            WorkbookView workbook, String sheet, String cell, SheetFormula formula, CellValue cached, boolean date) {
        return withFormula(workbook, sheet, cell, formula, cached, date, null);
    }

    /**
     * The workbook's file with a formula in a cell that was free.
     *
     * @param cell in A1 notation; dollar signs are taken and mean nothing
     * @param cached the value that a program shows before it calculates; with a failure the file asks to be calculated
     *     when it is opened
     * @param date whether the value is a day, as a serial number of the 1900 system: it is shown as one
     * @param formatLike a cell of the same sheet whose number format is taken over, e.g. {@code C2}; with {@code date},
     *     only if that format shows a day
     * @throws ConnectorException {@code invalid_cell}, {@code no_such_sheet}, {@code cell_not_empty}; {@code
     *     workbook_not_written} when POI cannot do it
     */
    public static byte[] withFormula(
            WorkbookView workbook,
            String sheet,
            String cell,
            SheetFormula formula,
            CellValue cached,
            boolean date,
            @Nullable String formatLike) {
        CellReference at = reference(cell);
        try (XSSFWorkbook file = XssfFile.openForSaving(workbook.content())) {
            XSSFSheet target = sheet(file, sheet);
            requireFree(target, at);
            XSSFCell written = write(target, at, formula);
            setCached(written, cached, date);
            setFormat(written, date, formatLike == null ? null : existing(target, reference(formatLike)));
            return XssfFile.save(file);
        } catch (ConnectorException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw ConnectorException.internal(
                    "workbook_not_written",
                    "The formula could not be written into the workbook. Copy it from the answer into cell "
                            + at.formatAsString() + ".",
                    e);
        }
    }

    static CellReference reference(String cell) {
        Matcher parts = CELL.matcher(cell.strip());
        if (parts.matches()) {
            int column = CellReference.convertColStringToIndex(parts.group(1).toUpperCase(Locale.ROOT));
            int row = Integer.parseInt(parts.group(2)) - 1;
            if (row <= SpreadsheetVersion.EXCEL2007.getLastRowIndex()
                    && column <= SpreadsheetVersion.EXCEL2007.getLastColumnIndex()) {
                return new CellReference(row, column);
            }
        }
        String shown = cell.length() > 40 ? cell.substring(0, 40) + "…" : cell;
        throw ConnectorException.invalidInput(
                "invalid_cell", "'" + shown + "' is not a cell. Give one between A1 and XFD1048576, such as H2.");
    }

    private static XSSFSheet sheet(XSSFWorkbook file, String name) {
        XSSFSheet sheet = file.getSheet(name);
        if (sheet == null || sheet instanceof XSSFChartSheet) {
            throw ConnectorException.invalidInput(
                    "no_such_sheet",
                    "The workbook has no sheet '" + name + "' with cells. Give the name as its tab shows it.");
        }
        return sheet;
    }

    static void requireFree(XSSFSheet sheet, CellReference at) {
        XSSFCell there = existing(sheet, at);
        if (there != null && there.getCellType() != CellType.BLANK) {
            throw notEmpty(at, "holds " + content(there.getCellType()));
        }
        for (CellRangeAddress merged : sheet.getMergedRegions()) {
            boolean shownCell = merged.getFirstRow() == at.getRow() && merged.getFirstColumn() == at.getCol();
            if (merged.isInRange(at) && !shownCell) {
                throw notEmpty(at, "lies hidden in the merged cells " + merged.formatAsString());
            }
        }
    }

    private static ConnectorException notEmpty(CellReference at, String what) {
        return ConnectorException.invalidInput(
                "cell_not_empty",
                "Cell " + at.formatAsString() + " " + what + " and is not overwritten. Choose another cell.");
    }

    private static String content(CellType type) {
        return switch (type) {
            case NUMERIC -> "a number";
            case STRING -> "a text";
            case FORMULA -> "a formula";
            case BOOLEAN -> "a truth value";
            default -> "an error";
        };
    }

    private static @Nullable XSSFCell existing(XSSFSheet sheet, CellReference at) {
        XSSFRow row = sheet.getRow(at.getRow());
        return row == null ? null : row.getCell(at.getCol());
    }

    private static XSSFCell write(XSSFSheet sheet, CellReference at, SheetFormula formula) {
        String text = FutureFunctions.stored(formula.text());
        if (formula.array()) {
            CellRangeAddress only = new CellRangeAddress(at.getRow(), at.getRow(), at.getCol(), at.getCol());
            return sheet.setArrayFormula(text, only).getTopLeftCell();
        }
        XSSFRow row = sheet.getRow(at.getRow());
        XSSFRow target = row == null ? sheet.createRow(at.getRow()) : row;
        XSSFCell cell = existing(sheet, at);
        XSSFCell written = cell == null ? target.createCell(at.getCol()) : cell;
        written.setCellFormula(text);
        return written;
    }

    /**
     * Sets the value beside the formula. A text from the workbook that begins with {@code =}, {@code +}, {@code -} or
     * {@code @} stays a text: it is stored as the result of type string, which no program parses, and is replaced when the
     * formula is calculated. Only {@link SheetFormula#text()} is ever a formula, and that is written by our own code.
     */
    private static void setCached(XSSFCell cell, CellValue cached, boolean date) {
        XSSFWorkbook workbook = cell.getSheet().getWorkbook();
        if (cached instanceof CellValue.Number number) {
            boolean shift = date && workbook.isDate1904();
            cell.setCellValue(shift ? number.value() - WorkbookReader.DAYS_FROM_1900_TO_1904 : number.value());
        } else if (cached instanceof CellValue.Text text) {
            cell.setCellValue(text.value());
        } else if (cached instanceof CellValue.Truth truth) {
            cell.setCellValue(truth.value());
        } else {
            workbook.setForceFormulaRecalculation(true);
        }
    }

    private static void setFormat(XSSFCell cell, boolean date, @Nullable XSSFCell like) {
        XSSFWorkbook workbook = cell.getSheet().getWorkbook();
        short format;
        if (like != null && (!date || showsDay(like))) {
            format = like.getCellStyle().getDataFormat();
        } else if (date) {
            format = workbook.createDataFormat().getFormat(ISO_DAY);
        } else {
            return;
        }
        if (format != cell.getCellStyle().getDataFormat() && workbook.getNumCellStyles() < MAX_STYLES) {
            XSSFCellStyle style = workbook.createCellStyle();
            style.cloneStyleFrom(cell.getCellStyle());
            style.setDataFormat(format);
            cell.setCellStyle(style);
        }
    }

    private static boolean showsDay(XSSFCell cell) {
        XSSFCellStyle style = cell.getCellStyle();
        return DayFormat.matches(style.getDataFormat(), style.getDataFormatString());
    }
}
