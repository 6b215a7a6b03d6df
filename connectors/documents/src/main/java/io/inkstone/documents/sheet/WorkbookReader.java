package io.inkstone.documents.sheet;

import io.inkstone.connector.ConnectorException;
import io.inkstone.connector.FilePart;
import io.inkstone.documents.sheet.SheetGrid.Day;
import io.inkstone.documents.sheet.SheetGrid.SparseRow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.dhatim.fastexcel.reader.SheetVisibility;
import org.jspecify.annotations.Nullable;

/**
 * Reads .xlsx and .xlsm workbooks, which it takes for hostile. Stateless and thread-safe.
 *
 * <p>A cell with a formula counts by the value that was stored with it. Cells with an error count as blank. Days are serial
 * numbers of the 1900 system, also from workbooks that use the 1904 system.
 */
public final class WorkbookReader {

    static final int MAX_TABLE_CELLS = 1_000_000;

    /** From day 0 of 1900 to day 0 of the 1904 system. */
    static final int DAYS_FROM_1900_TO_1904 = 1462;

    private static final Pattern ERROR = Pattern.compile("#(DIV/0!|N/A|NAME\\?|NULL!|NUM!|REF!|VALUE!|[A-Z_]+!)");
    private static final Pattern ESCAPE = Pattern.compile("_x([0-9A-Fa-f]{4})_");

    private final boolean date1904;
    private int filledCells;

    private WorkbookReader(boolean date1904) {
        this.date1904 = date1904;
    }

    /**
     * Reads an upload.
     *
     * @throws ConnectorException {@code unsupported_format} for anything but .xlsx and .xlsm; {@code damaged_workbook};
     *     {@code unsafe_workbook} for a zip bomb, a DTD or a part that points outside; {@code workbook_too_large} beyond
     *     32 MiB, 256 MiB unpacked or 1,000,000 cells; {@code unreadable_file} when the host cannot read it
     */
    public static WorkbookView read(FilePart file) {
        return read(file.name(), content(file));
    }

    /**
     * The same for a file that is in memory already.
     *
     * @param name the file's name, used to tell what else it may be
     * @param content kept by the result; not to be changed afterwards
     */
    public static WorkbookView read(String name, byte[] content) {
        XlsxGuard.check(name, content);
        try (ReadableWorkbook workbook = open(content)) {
            return new WorkbookReader(workbook.isDate1904()).read(workbook, content);
        } catch (ConnectorException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // The parser meets damage in many ways, out-of-bounds and null among them; the details help no caller.
            throw FileFormat.damaged("The workbook cannot be read");
        }
    }

    static byte[] content(FilePart file) {
        if (file.sizeBytes() > XlsxGuard.MAX_FILE_BYTES) {
            throw XlsxGuard.fileTooLarge(file.sizeBytes());
        }
        try (InputStream in = file.open()) {
            byte[] content = in.readNBytes(XlsxGuard.MAX_FILE_BYTES + 1);
            if (content.length > XlsxGuard.MAX_FILE_BYTES) {
                throw XlsxGuard.fileTooLarge(content.length);
            }
            return content;
        } catch (IOException e) {
            throw ConnectorException.internal(
                    "unreadable_file", "The uploaded file cannot be read. Upload it again.", e);
        }
    }

    private static ReadableWorkbook open(byte[] content) throws IOException {
        try {
            return new ReadableWorkbook(new ByteArrayInputStream(content), new ReadingOptions(true, true));
        } catch (ExcelReaderException e) {
            // Workbooks without a part for styles are rare, and right; they hold no days then.
            return new ReadableWorkbook(new ByteArrayInputStream(content), new ReadingOptions(false, true));
        }
    }

    private WorkbookView read(ReadableWorkbook workbook, byte[] content) throws IOException {
        List<String> names = new ArrayList<>();
        List<Table> tables = new ArrayList<>();
        long tableCells = 0;
        for (Sheet sheet : workbook.getSheets().toList()) {
            if (sheet.getVisibility() != SheetVisibility.VISIBLE || !hasCells(sheet)) {
                continue;
            }
            names.add(sheet.getName());
            for (Table table : new TableFinder(sheet.getName(), grid(sheet)).find()) {
                tableCells += (long) table.rows() * table.columns().size();
                requireCells(tableCells);
                tables.add(table);
            }
        }
        if (names.isEmpty()) {
            throw FileFormat.damaged("The workbook has no visible sheet");
        }
        return new WorkbookView(names, TableJoins.join(tables), content);
    }

    private static void requireCells(long cells) {
        if (cells > MAX_TABLE_CELLS) {
            throw tooManyCells();
        }
    }

    static ConnectorException tooManyCells() {
        return XlsxGuard.tooLarge(
                "The workbook's tables have more than " + MAX_TABLE_CELLS
                        + " cells, which is the most that is taken. Copy the rows and columns that matter into a new workbook.");
    }

    /** Modules of macros in old workbooks are sheets too, without a part of their own. */
    private static boolean hasCells(Sheet sheet) throws IOException {
        try {
            sheet.openStream().close();
            return true;
        } catch (ExcelReaderException e) {
            return false;
        }
    }

    private SheetGrid grid(Sheet sheet) throws IOException {
        SheetGrid grid = new SheetGrid();
        try (Stream<Row> rows = sheet.openStream()) {
            int offset = 0;
            boolean first = true;
            for (Iterator<Row> all = rows.iterator(); all.hasNext(); ) {
                Row row = all.next();
                // Rows that do not say their number are counted from 0 by the parser.
                offset = first && row.getRowNum() == 0 ? 1 : offset;
                first = false;
                grid.put(row.getRowNum() + offset, cells(row));
            }
        }
        return grid;
    }

    private SparseRow cells(Row row) {
        int[] columns = new int[row.getPhysicalCellCount()];
        Object[] values = new Object[columns.length];
        int count = 0;
        for (int column = 0; column < row.getCellCount(); column++) {
            Cell cell = row.getCell(column);
            Object value = cell == null ? null : value(cell);
            if (value != null) {
                columns[count] = column;
                values[count] = value;
                count++;
            }
        }
        filledCells += count;
        requireCells(filledCells);
        return new SparseRow(Arrays.copyOf(columns, count), Arrays.copyOf(values, count));
    }

    private @Nullable Object value(Cell cell) {
        Object value = cell.getValue();
        if (value == null || cell.getType() == CellType.ERROR) {
            return null;
        }
        if (value instanceof BigDecimal number) {
            return number(cell, number.doubleValue());
        }
        if (value instanceof Boolean truth) {
            return truth ? "TRUE" : "FALSE";
        }
        String text = unescaped(value.toString()).strip();
        boolean error =
                cell.getType() == CellType.FORMULA && ERROR.matcher(text).matches();
        return text.isEmpty() || error ? null : text;
    }

    private @Nullable Object number(Cell cell, double number) {
        if (!Double.isFinite(number)) {
            return null;
        }
        Integer format = cell.getDataFormatId();
        if (format == null || !DayFormat.matches(format, cell.getDataFormatString())) {
            return number;
        }
        return new Day(date1904 ? number + DAYS_FROM_1900_TO_1904 : number);
    }

    /** Characters that XML cannot hold are written as {@code _x000D_} in texts. */
    private static String unescaped(String text) {
        return text.contains("_x")
                ? ESCAPE.matcher(text)
                        .replaceAll(match -> Matcher.quoteReplacement(
                                Character.toString((char) Integer.parseInt(match.group(1), 16))))
                : text;
    }
}
