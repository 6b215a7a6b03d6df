package io.inkstone.documents.sheet;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.poi.ss.formula.EvaluationCell;
import org.apache.poi.ss.formula.EvaluationSheet;
import org.apache.poi.ss.formula.FormulaParser;
import org.apache.poi.ss.formula.FormulaType;
import org.apache.poi.ss.formula.ptg.Ptg;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.BaseXSSFEvaluationWorkbook;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;

/**
 * A workbook as POI's evaluator sees it, never changed itself: scratch cells lie over it and are gone with this object.
 *
 * <p>A formula of the workbook counts by the value that was stored with it, as the person sees it, and is computed only
 * where none was stored. So chains of running totals do not overflow the stack, and functions that POI does not know do no
 * harm. Days of 1904 workbooks are shown as serial numbers of the 1900 system, which POI's functions of dates take for
 * granted.
 */
final class CalculationBook extends BaseXSSFEvaluationWorkbook {

    /** Thrown from inside an evaluation when its time is over. */
    static final class OutOfTime extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private OutOfTime() {
            super("out of time", null, false, false);
        }
    }

    private static final int READS_BETWEEN_CHECKS = 1024;

    private final boolean date1904;
    private final long deadlineNanos;
    private final Map<Integer, BookSheet> sheets = new HashMap<>();
    private final Map<Short, Boolean> dayFormats = new HashMap<>();
    private int reads;

    CalculationBook(XSSFWorkbook workbook, Duration limit) {
        super(workbook);
        this.date1904 = workbook.isDate1904();
        this.deadlineNanos = System.nanoTime() + limit.toNanos();
    }

    void checkTime() {
        if (System.nanoTime() - deadlineNanos > 0) {
            throw new OutOfTime();
        }
    }

    /** Puts a formula over a cell, and gives the cell to evaluate. */
    EvaluationCell putFormula(int sheet, int row, int column, String formula, boolean array) {
        Ptg[] tokens = FormulaParser.parse(formula, this, FormulaType.CELL, sheet, row);
        return bookSheet(sheet).put(new ScratchCell(bookSheet(sheet), row, column, CellType.FORMULA, tokens, array));
    }

    /** Puts a value over a cell: a double, text, truth value or an error's code. */
    void putValue(int sheet, int row, int column, CellType type, Object value) {
        bookSheet(sheet).put(new ScratchCell(bookSheet(sheet), row, column, type, value, false));
    }

    @Override
    public int getSheetIndex(EvaluationSheet sheet) {
        return ((BookSheet) sheet).index;
    }

    @Override
    public EvaluationSheet getSheet(int index) {
        return bookSheet(index);
    }

    @Override
    public Ptg[] getFormulaTokens(EvaluationCell cell) {
        if (cell instanceof ScratchCell scratch) {
            return (Ptg[]) scratch.value;
        }
        XSSFCell stored = ((StoredCell) cell).cell;
        int sheet = _uBook.getSheetIndex(stored.getSheet());
        return FormulaParser.parse(stored.getCellFormula(), this, FormulaType.CELL, sheet, stored.getRowIndex());
    }

    private BookSheet bookSheet(int index) {
        return sheets.computeIfAbsent(index, any -> new BookSheet(index, _uBook.getSheetAt(index)));
    }

    private boolean showsDay(XSSFCell cell) {
        short format = cell.getCellStyle().getDataFormat();
        return dayFormats.computeIfAbsent(
                format, any -> DayFormat.matches(format, cell.getCellStyle().getDataFormatString()));
    }

    /** One sheet with the scratch cells over it. */
    private final class BookSheet implements EvaluationSheet {
        private final int index;
        private final XSSFSheet sheet;
        private final Map<Long, ScratchCell> scratch = new HashMap<>();
        private int lastScratchRow;

        private BookSheet(int index, XSSFSheet sheet) {
            this.index = index;
            this.sheet = sheet;
        }

        private ScratchCell put(ScratchCell cell) {
            scratch.put(key(cell.row, cell.column), cell);
            lastScratchRow = Math.max(lastScratchRow, cell.row);
            return cell;
        }

        private static long key(int row, int column) {
            return (long) row << 32 | column;
        }

        @Override
        public @Nullable EvaluationCell getCell(int row, int column) {
            reads++;
            if (reads % READS_BETWEEN_CHECKS == 0) {
                checkTime();
            }
            ScratchCell over = scratch.get(key(row, column));
            if (over != null) {
                return over;
            }
            XSSFRow cells = sheet.getRow(row);
            XSSFCell cell = cells == null ? null : cells.getCell(column);
            return cell == null ? null : new StoredCell(this, cell);
        }

        @Override
        public void clearAllCachedResultValues() {
            // Nothing is kept.
        }

        @Override
        public int getLastRowNum() {
            return Math.max(sheet.getLastRowNum(), lastScratchRow);
        }

        @Override
        public boolean isRowHidden(int row) {
            XSSFRow cells = sheet.getRow(row);
            return cells != null && cells.getZeroHeight();
        }
    }

    /** A cell of the workbook. */
    private final class StoredCell implements EvaluationCell {
        private final BookSheet sheet;
        private final XSSFCell cell;

        private StoredCell(BookSheet sheet, XSSFCell cell) {
            this.sheet = sheet;
            this.cell = cell;
        }

        @Override
        public Object getIdentityKey() {
            return cell;
        }

        @Override
        public EvaluationSheet getSheet() {
            return sheet;
        }

        @Override
        public int getRowIndex() {
            return cell.getRowIndex();
        }

        @Override
        public int getColumnIndex() {
            return cell.getColumnIndex();
        }

        @Override
        public CellType getCellType() {
            CellType type = cell.getCellType();
            return type == CellType.FORMULA && cell.getCTCell().isSetV() ? cell.getCachedFormulaResultType() : type;
        }

        @Override
        public double getNumericCellValue() {
            double number = cell.getNumericCellValue();
            return date1904 && showsDay(cell) ? number + WorkbookReader.DAYS_FROM_1900_TO_1904 : number;
        }

        @Override
        public String getStringCellValue() {
            return cell.getStringCellValue();
        }

        @Override
        public boolean getBooleanCellValue() {
            return cell.getBooleanCellValue();
        }

        @Override
        public int getErrorCellValue() {
            return cell.getErrorCellValue();
        }

        @Override
        public CellRangeAddress getArrayFormulaRange() {
            return cell.getArrayFormulaRange();
        }

        @Override
        public boolean isPartOfArrayFormulaGroup() {
            return cell.isPartOfArrayFormulaGroup();
        }

        @Override
        public CellType getCachedFormulaResultType() {
            return cell.getCachedFormulaResultType();
        }
    }

    /** A cell that is not in the workbook; its value is of the type's kind, or the tokens of a formula. */
    private static final class ScratchCell implements EvaluationCell {
        private final BookSheet sheet;
        private final int row;
        private final int column;
        private final CellType type;
        private final Object value;
        private final boolean array;

        private ScratchCell(BookSheet sheet, int row, int column, CellType type, Object value, boolean array) {
            this.sheet = sheet;
            this.row = row;
            this.column = column;
            this.type = type;
            this.value = value;
            this.array = array;
        }

        @Override
        public Object getIdentityKey() {
            return this;
        }

        @Override
        public EvaluationSheet getSheet() {
            return sheet;
        }

        @Override
        public int getRowIndex() {
            return row;
        }

        @Override
        public int getColumnIndex() {
            return column;
        }

        @Override
        public CellType getCellType() {
            return type;
        }

        @Override
        public double getNumericCellValue() {
            return (Double) value;
        }

        @Override
        public String getStringCellValue() {
            return (String) value;
        }

        @Override
        public boolean getBooleanCellValue() {
            return (Boolean) value;
        }

        @Override
        public int getErrorCellValue() {
            return (Integer) value;
        }

        @Override
        public CellRangeAddress getArrayFormulaRange() {
            return new CellRangeAddress(row, row, column, column);
        }

        @Override
        public boolean isPartOfArrayFormulaGroup() {
            return array;
        }

        @Override
        public CellType getCachedFormulaResultType() {
            return type;
        }
    }
}
