package io.inkstone.documents;

import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.Table;
import io.inkstone.documents.sheet.WorkbookReader;
import io.inkstone.documents.sheet.WorkbookView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** Tables for tests, written to real workbooks and read back. */
public final class WrittenTables {

    /** In a row, where no cell is. */
    public static final Object BLANK = new Object();

    private static final Path SAMPLES = Path.of(System.getProperty("basedir", ""), "../../examples/samples/formula");

    private WrittenTables() {}

    /** A workbook with one sheet whose headers begin at A1. Days get a date format, texts stay texts. */
    public static WorkbookView workbook(String sheet, List<Object[]> rows) {
        return workbook(sheet, 0, 0, rows);
    }

    /** The same, with its headers at another place, counted from 0. */
    public static WorkbookView workbook(String sheet, int firstRow, int firstColumn, List<Object[]> rows) {
        try (XSSFWorkbook workbook = new XSSFWorkbook();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            fill(workbook.createSheet(sheet), firstRow, firstColumn, rows);
            workbook.write(out);
            return WorkbookReader.read("test.xlsx", out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one table of a workbook whose headers begin at A1. */
    public static Table table(Object[]... rows) {
        return workbook("Data", List.of(rows)).tables().get(0);
    }

    /** One row, its cells from left to right. */
    public static Object[] row(Object... cells) {
        return cells;
    }

    /** The column with this header. */
    public static Column column(Table table, String header) {
        return table.columns().stream()
                .filter(column -> column.header().equals(header))
                .findFirst()
                .orElseThrow();
    }

    /** The bytes of a sample workbook. */
    public static byte[] sample(String name) {
        try {
            return Files.readAllBytes(SAMPLES.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void fill(Sheet sheet, int firstRow, int firstColumn, List<Object[]> rows) {
        CellStyle day = sheet.getWorkbook().createCellStyle();
        day.setDataFormat(sheet.getWorkbook().createDataFormat().getFormat("yyyy-mm-dd"));
        for (int r = 0; r < rows.size(); r++) {
            Row row = sheet.createRow(firstRow + r);
            Object[] cells = rows.get(r);
            for (int c = 0; c < cells.length; c++) {
                if (cells[c] != BLANK) {
                    put(row.createCell(firstColumn + c), cells[c], day);
                }
            }
        }
    }

    private static void put(Cell cell, Object value, CellStyle day) {
        if (value instanceof Number number) {
            cell.setCellValue(number.doubleValue());
        } else if (value instanceof LocalDate date) {
            cell.setCellValue(date);
            cell.setCellStyle(day);
        } else if (value instanceof Boolean truth) {
            cell.setCellValue(truth);
        } else {
            cell.setCellValue(value.toString());
        }
    }
}
