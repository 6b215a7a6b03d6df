package io.inkstone.documents.sheet;

import io.inkstone.connector.ConnectorException;
import io.inkstone.connector.FilePart;
import io.inkstone.documents.sheet.ReadSheets.ReadSheet;
import io.inkstone.documents.sheet.SheetCells.Kind;
import io.inkstone.documents.sheet.XlsxGuard.Checked;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
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

/**
 * Reads workbooks (.xlsx, .xlsm), spreadsheets in OpenDocument (.ods) and text with separated values (.csv, .tsv, .txt), all
 * of which it takes for hostile and tells apart by their content. Stateless and thread-safe.
 *
 * <p>A cell with a formula counts by the value that was stored with it. Cells with an error count as blank. Days are serial
 * numbers of the 1900 system, also from workbooks that use the 1904 system.
 */
public final class WorkbookReader {

    /** The most cells that a file, and the most that its tables, may have. */
    static final int MAX_CELLS = 2_500_000;

    /** From day 0 of 1900 to day 0 of the 1904 system. */
    public static final int DAYS_FROM_1900_TO_1904 = 1462;

    private static final int MAX_SHEET_NAME_CHARS = 31;
    private static final Pattern NOT_IN_NAMES = Pattern.compile("[\\\\/?*\\[\\]:\\p{Cntrl}]|^'|'$");
    private static final Pattern ERROR = Pattern.compile("#(DIV/0!|N/A|NAME\\?|NULL!|NUM!|REF!|VALUE!|[A-Z_]+!)");

    private final boolean date1904;
    private int filledCells;

    private WorkbookReader(boolean date1904) {
        this.date1904 = date1904;
    }

    /**
     * Reads an upload.
     *
     * @throws ConnectorException {@code unsupported_format} for anything else; {@code damaged_workbook};
     *     {@code unsafe_workbook} for a zip bomb, a DTD or a part that points outside; {@code workbook_too_large} beyond
     *     32 MiB, 256 MiB unpacked or 2,500,000 cells; {@code unreadable_file} when the host cannot read it
     */
    public static WorkbookView read(FilePart file) {
        return read(file.name(), content(file));
    }

    /**
     * The same for a file that is in memory already.
     *
     * @param name the file's name, by which the sheet of a text file is called
     * @param content kept by the result; not to be changed afterwards
     */
    public static WorkbookView read(String name, byte[] content) {
        if (content.length > XlsxGuard.MAX_FILE_BYTES) {
            throw XlsxGuard.fileTooLarge(content.length);
        }
        try {
            if (!FileFormat.isZip(content)) {
                return view(WorkbookFormat.TEXT, text(sheetName(name, content), content), content);
            }
            Checked checked = XlsxGuard.check(content);
            return checked.format() == WorkbookFormat.ODS
                    ? view(checked.format(), OdsReader.read(content), content)
                    : readXlsx(content, checked.marks());
        } catch (ConnectorException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // The parser meets damage in many ways, out-of-bounds and null among them; the details help no caller.
            throw FileFormat.damaged("The workbook cannot be read");
        }
    }

    /** What a calculation sees of a workbook that was read before. */
    static CalculationSource source(WorkbookView view) throws IOException {
        return switch (view.format()) {
            case XLSX -> XlsxSource.open(view.content());
            case ODS -> OdsReader.read(view.content());
            case TEXT -> text(view.sheets().get(0), view.content());
        };
    }

    private static ReadSheets text(String name, byte[] content) {
        SheetCells cells = CsvSheet.read(FileFormat.text(content));
        return new ReadSheets(List.of(new ReadSheet(name, true, SheetContent.of(cells))), List.of());
    }

    /** The name that a spreadsheet program gives to the sheet of a text file; empty for other files. */
    static String sheetName(String file, byte[] content) {
        if (FileFormat.isZip(content)) {
            return "";
        }
        String base = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
        int dot = base.lastIndexOf('.');
        String name = NOT_IN_NAMES
                .matcher(dot > 0 ? base.substring(0, dot) : base)
                .replaceAll(" ")
                .strip();
        String shown = name.length() > MAX_SHEET_NAME_CHARS
                ? name.substring(0, MAX_SHEET_NAME_CHARS).strip()
                : name;
        return shown.isEmpty() ? "Sheet1" : shown;
    }

    private static WorkbookView view(WorkbookFormat format, ReadSheets sheets, byte[] content) {
        ViewBuilder view = new ViewBuilder();
        for (ReadSheet sheet : sheets.all()) {
            view.add(sheet.name(), sheet.visible(), sheet.content(), List.of());
        }
        return view.build(content, format, sheets.names(), List.of());
    }

    private static WorkbookView readXlsx(byte[] content, Map<String, SheetMarks> marks) throws IOException {
        try (XlsxStructure structure = XlsxStructure.open(content)) {
            ViewBuilder view = new ViewBuilder();
            readSheets(content, (name, visible, cells) -> {
                SheetMarks said = marks.get(structure.path(name));
                SheetContent sheet = new SheetContent(cells, said == null ? new SheetMarks() : said);
                view.add(name, visible, sheet, structure.lists(name));
            });
            return view.build(content, WorkbookFormat.XLSX, structure.names(), structure.lists());
        }
    }

    /** Takes the cells of one sheet after the other. */
    interface SheetTaker {
        void take(String name, boolean visible, SheetCells cells);
    }

    static void readSheets(byte[] content, SheetTaker taker) throws IOException {
        try (ReadableWorkbook workbook = open(content)) {
            WorkbookReader reader = new WorkbookReader(workbook.isDate1904());
            for (Sheet sheet : workbook.getSheets().toList()) {
                if (hasCells(sheet)) {
                    boolean visible = sheet.getVisibility() == SheetVisibility.VISIBLE;
                    taker.take(sheet.getName(), visible, reader.cells(sheet));
                }
            }
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

    static void requireCells(long cells) {
        if (cells > MAX_CELLS) {
            throw tooManyCells();
        }
    }

    static ConnectorException tooManyCells() {
        return XlsxGuard.tooLarge(
                "The workbook's tables have more than " + MAX_CELLS
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

    private SheetCells cells(Sheet sheet) throws IOException {
        SheetCells.Builder cells = new SheetCells.Builder();
        try (Stream<Row> rows = sheet.openStream()) {
            int offset = 0;
            boolean first = true;
            for (Iterator<Row> all = rows.iterator(); all.hasNext(); ) {
                Row row = all.next();
                // Rows that do not say their number are counted from 0 by the parser.
                offset = first && row.getRowNum() == 0 ? 1 : offset;
                first = false;
                int before = cells.count();
                for (Cell cell : row) {
                    if (cell != null) {
                        add(cell, row.getRowNum() + offset, cells);
                    }
                }
                filledCells += cells.count() - before;
                requireCells(filledCells);
            }
        }
        return cells.build();
    }

    private void add(Cell cell, int row, SheetCells.Builder to) {
        Object value = cell.getValue();
        if (value == null || cell.getType() == CellType.ERROR) {
            return;
        }
        boolean computed = cell.getType() == CellType.FORMULA;
        if (value instanceof BigDecimal number) {
            addNumber(cell, row, number.doubleValue(), computed, to);
            return;
        }
        String text = value instanceof Boolean truth
                ? truth ? "TRUE" : "FALSE"
                : SharedTexts.unescaped(value.toString()).strip();
        if (!text.isEmpty() && !(computed && ERROR.matcher(text).matches())) {
            to.addText(row, cell.getColumnIndex(), text, computed);
        }
    }

    private void addNumber(Cell cell, int row, double number, boolean computed, SheetCells.Builder to) {
        if (!Double.isFinite(number)) {
            return;
        }
        Integer format = cell.getDataFormatId();
        boolean day = format != null && DayFormat.matches(format, cell.getDataFormatString());
        double shown = day && date1904 ? number + DAYS_FROM_1900_TO_1904 : number;
        to.add(row, cell.getColumnIndex(), day ? Kind.DAY : Kind.NUMBER, shown, computed);
    }
}
