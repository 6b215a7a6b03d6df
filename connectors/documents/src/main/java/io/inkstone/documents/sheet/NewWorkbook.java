package io.inkstone.documents.sheet;

import io.inkstone.connector.ConnectorException;
import io.inkstone.documents.sheet.SheetCells.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.SheetVisibility;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.streaming.SXSSFCell;
import org.apache.poi.xssf.streaming.SXSSFRow;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;

/**
 * Writes the cells of a spreadsheet in OpenDocument, or of a text with separated values, as a new workbook in Open XML. Formulas
 * come as the values that were stored with them; texts stay texts, whatever they begin with.
 */
public final class NewWorkbook {

    private static final int ROWS_IN_MEMORY = 100;
    private static final String FIRST_OF_A_FORMULA = "=+-@";

    private final SXSSFWorkbook workbook = new SXSSFWorkbook(ROWS_IN_MEMORY);
    private final CellStyle day = style("yyyy-mm-dd");
    private final CellStyle time = style("yyyy-mm-dd hh:mm");
    private final CellStyle quoted = quoted();

    private NewWorkbook() {}

    /**
     * The file. Sheets have the names that the view gives them.
     *
     * @throws ConnectorException {@code workbook_not_written}
     */
    public static byte[] of(WorkbookView view) {
        NewWorkbook written = new NewWorkbook();
        try (SXSSFWorkbook workbook = written.workbook) {
            CalculationSource source = WorkbookReader.source(view);
            List<String> names = source.sheets();
            for (int index = 0; index < names.size(); index++) {
                SXSSFSheet sheet = workbook.createSheet(names.get(index));
                written.write(source.sheet(index), sheet);
                if (view.hiddenSheets().contains(names.get(index))) {
                    workbook.setSheetVisibility(index, SheetVisibility.HIDDEN);
                }
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            workbook.write(out);
            return out.toByteArray();
        } catch (IOException | RuntimeException e) {
            throw ConnectorException.internal(
                    "workbook_not_written",
                    "The table could not be written as a workbook. Save it as .xlsx with a spreadsheet program.",
                    e);
        }
    }

    private CellStyle style(String format) {
        CellStyle style = workbook.createCellStyle();
        style.setDataFormat(workbook.createDataFormat().getFormat(format));
        return style;
    }

    /** Without it a text such as {@code -x} becomes a formula as soon as somebody enters its cell. */
    private CellStyle quoted() {
        XSSFCellStyle style = (XSSFCellStyle) workbook.createCellStyle();
        style.getCoreXf().setQuotePrefix(true);
        return style;
    }

    private void write(SheetContent content, SXSSFSheet sheet) {
        SheetCells cells = content.cells();
        for (int nth = 0; nth < cells.rowCount(); nth++) {
            SXSSFRow row = sheet.createRow(cells.row(nth) - 1);
            for (int cell = cells.rowStart(nth); cell < cells.rowStart(nth + 1); cell++) {
                write(cells, cell, row.createCell(cells.column(cell)));
            }
        }
        for (CellRangeAddress merged : content.marks().merged()) {
            sheet.addMergedRegionUnsafe(merged);
        }
        content.marks().hiddenColumns().stream().forEach(column -> sheet.setColumnHidden(column, true));
    }

    private void write(SheetCells cells, int cell, SXSSFCell to) {
        Kind kind = cells.kind(cell);
        switch (kind) {
            case NUMBER -> to.setCellValue(cells.number(cell));
            case DAY -> {
                to.setCellValue(cells.number(cell));
                to.setCellStyle(cells.number(cell) == Math.rint(cells.number(cell)) ? day : time);
            }
            case TRUTH -> to.setCellValue(cells.number(cell) != 0);
            case ERROR -> to.setCellErrorValue((byte) cells.number(cell));
            case TEXT -> {
                String text = cells.text(cell);
                to.setCellValue(text);
                if (!text.isEmpty() && FIRST_OF_A_FORMULA.indexOf(text.charAt(0)) >= 0) {
                    to.setCellStyle(quoted);
                }
            }
            // No value was stored with it, so there is none to write.
            case FORMULA -> {}
        }
    }
}
