package io.inkstone.documents.sheet;

import io.inkstone.documents.sheet.SheetCells.Kind;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.util.CellRangeAddress;
import org.jspecify.annotations.Nullable;

/**
 * Reads one table of an OpenDocument spreadsheet. Rows and cells say how often they repeat; filled ones are repeated within
 * the limit on cells, and empty ones only counted.
 */
final class OdsTable {

    private static final String OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
    private static final String TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    private static final String TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";
    private static final String CALC_EXTENSION = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0";
    private static final int MAX_ROWS = 1_048_576;
    private static final int MAX_COLUMNS = 16_384;
    private static final int MAX_SPACES = 1_000;

    private final XMLStreamReader xml;
    private final int cellsBefore;
    private final SheetCells.Builder cells = new SheetCells.Builder();
    private final SheetMarks marks = new SheetMarks();
    private int row = 1;
    private int column;

    /** One cell of the row that is being read, with how many columns hold the same. */
    private record Filled(int column, int repeated, Kind kind, double value, String text, boolean computed) {}

    OdsTable(XMLStreamReader xml, int cellsBefore) {
        this.xml = xml;
        this.cellsBefore = cellsBefore;
    }

    /** Reads up to the end of the table that the reader stands on. */
    SheetContent read() throws XMLStreamException {
        while (true) {
            int event = xml.next();
            String element = xml.hasName() ? xml.getLocalName() : "";
            if (event == XMLStreamReader.END_ELEMENT && element.equals("table")) {
                return new SheetContent(cells.build(), marks);
            }
            if (event == XMLStreamReader.END_DOCUMENT) {
                throw new XMLStreamException("ended inside a table");
            }
            if (event != XMLStreamReader.START_ELEMENT) {
                continue;
            }
            switch (element) {
                case "table-row" -> readRow();
                case "table-column" -> readColumn();
                // Groups of rows are looked into; these hold tables and cells that are none of the sheet.
                case "shapes", "forms", "table-source", "scenario", "annotation" -> SafeXml.skip(xml);
                default -> {}
            }
        }
    }

    private void readColumn() {
        int repeated = count("number-columns-repeated");
        if (!attribute(TABLE, "visibility", "visible").equals("visible") && column < MAX_COLUMNS) {
            marks.hideColumns(column, Math.min(column + repeated, MAX_COLUMNS) - 1);
        }
        column = Math.min(column + repeated, MAX_COLUMNS);
    }

    private void readRow() throws XMLStreamException {
        int repeated = count("number-rows-repeated");
        boolean hidden = !attribute(TABLE, "visibility", "visible").equals("visible");
        column = 0;
        List<Filled> filled = new ArrayList<>();
        while (xml.next() != XMLStreamReader.END_ELEMENT || !xml.getLocalName().equals("table-row")) {
            if (xml.isStartElement()) {
                switch (xml.getLocalName()) {
                    case "table-cell", "covered-table-cell" -> readCell(filled);
                    default -> SafeXml.skip(xml);
                }
            }
        }
        if (hidden) {
            marks.hideRows(row, Math.min(row + repeated - 1, MAX_ROWS));
        }
        if (!filled.isEmpty()) {
            put(filled, repeated);
        }
        row = Math.min(row + repeated, MAX_ROWS + 1);
    }

    private void put(List<Filled> filled, int repeated) {
        for (int at = row; at < row + repeated; at++) {
            for (Filled cell : filled) {
                if (at > MAX_ROWS || cell.column + cell.repeated > MAX_COLUMNS) {
                    throw XlsxGuard.tooLarge("The spreadsheet has cells beyond row " + MAX_ROWS + " or column XFD.");
                }
                for (int next = cell.column; next < cell.column + cell.repeated; next++) {
                    if (cell.kind == Kind.TEXT) {
                        cells.addText(at, next, cell.text, cell.computed);
                    } else {
                        cells.add(at, next, cell.kind, cell.value, cell.computed);
                    }
                }
                WorkbookReader.requireCells((long) cellsBefore + cells.count());
            }
        }
    }

    private void readCell(List<Filled> filled) throws XMLStreamException {
        int repeated = count("number-columns-repeated");
        int at = column;
        column = Math.min(column + repeated, MAX_COLUMNS + 1);
        addMerged(at);
        String type = attribute(OFFICE, "value-type", "");
        boolean error = attribute(CALC_EXTENSION, "value-type", "").equals("error");
        boolean computed = xml.getAttributeValue(TABLE, "formula") != null;
        String value = attribute(OFFICE, type.equals("string") ? "string-value" : valueAttribute(type), "");
        boolean covered = xml.getLocalName().equals("covered-table-cell");
        String shown = readText();
        if (covered || type.isEmpty()) {
            return;
        }
        if (error) {
            filled.add(new Filled(at, repeated, Kind.ERROR, FormulaError.VALUE.getCode(), "", computed));
            return;
        }
        if (type.equals("string")) {
            String text = value.isEmpty() ? shown : value;
            if (!text.isEmpty()) {
                filled.add(new Filled(at, repeated, Kind.TEXT, 0, text, computed));
            }
            return;
        }
        filled.add(new Filled(at, repeated, kind(type), number(type, value), "", computed));
    }

    private void addMerged(int at) {
        int across = count("number-columns-spanned");
        int down = count("number-rows-spanned");
        boolean inside = row + down <= MAX_ROWS && at + across <= MAX_COLUMNS;
        if ((across > 1 || down > 1) && inside) {
            marks.merge(new CellRangeAddress(row - 1, row + down - 2, at, at + across - 1));
        }
    }

    private static String valueAttribute(String type) {
        return switch (type) {
            case "date" -> "date-value";
            case "time" -> "time-value";
            case "boolean" -> "boolean-value";
            default -> "value";
        };
    }

    private static Kind kind(String type) {
        return switch (type) {
            case "date" -> Kind.DAY;
            case "boolean" -> Kind.TRUTH;
            default -> Kind.NUMBER;
        };
    }

    private static double number(String type, String value) throws XMLStreamException {
        try {
            return switch (type) {
                case "date" -> serial(value);
                case "time" -> Duration.parse(value).toMillis() / 86_400_000.0;
                case "boolean" -> value.equals("true") ? 1 : 0;
                default -> finite(Double.parseDouble(value));
            };
        } catch (DateTimeException | NumberFormatException e) {
            throw new XMLStreamException("not a value of the type " + type, e);
        }
    }

    private static double finite(double number) {
        if (!Double.isFinite(number)) {
            throw new NumberFormatException("not finite");
        }
        return number;
    }

    private static double serial(String value) {
        if (!value.contains("T")) {
            return Column.serial(LocalDate.parse(value));
        }
        LocalDateTime time = LocalDateTime.parse(value.endsWith("Z") ? value.substring(0, value.length() - 1) : value);
        LocalTime clock = time.toLocalTime();
        return Column.serial(time.toLocalDate()) + clock.toNanoOfDay() / 86_400e9;
    }

    /** The paragraphs of the cell that the reader stands on, up to its end. Comments and sounds over letters are left out. */
    private String readText() throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        boolean begun = false;
        int depth = 0;
        while (depth >= 0) {
            int event = xml.next();
            if (event == XMLStreamReader.END_ELEMENT) {
                depth--;
            } else if (event == XMLStreamReader.CHARACTERS || event == XMLStreamReader.CDATA) {
                if (begun && depth > 0) {
                    text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
                }
            } else if (event == XMLStreamReader.START_ELEMENT) {
                depth++;
                switch (xml.getLocalName()) {
                    case "p" -> {
                        text.append(begun ? "\n" : "");
                        begun = true;
                    }
                    case "s" -> text.append(" ".repeat(Math.min(spaces(), MAX_SPACES)));
                    case "tab" -> text.append('\t');
                    case "line-break" -> text.append('\n');
                    case "annotation", "ruby-text", "frame", "detective", "table" -> {
                        SafeXml.skip(xml);
                        depth--;
                    }
                    default -> {}
                }
            }
            if (text.length() > MAX_ROWS) {
                throw new XMLStreamException("a cell of more than " + MAX_ROWS + " characters");
            }
        }
        return text.toString();
    }

    private int spaces() {
        return positive(xml.getAttributeValue(TEXT, "c"));
    }

    private int count(String name) {
        return positive(xml.getAttributeValue(TABLE, name));
    }

    /** A number of times; 1 where none is said. */
    private static int positive(@Nullable String number) {
        if (number == null || number.isEmpty() || number.length() > 9) {
            return number == null || number.isEmpty() ? 1 : Integer.MAX_VALUE / 4;
        }
        try {
            return Math.max(1, Integer.parseInt(number));
        } catch (NumberFormatException e) {
            return 1;
        }
    }

    private String attribute(String namespace, String name, String otherwise) {
        String value = xml.getAttributeValue(namespace, name);
        return value == null ? otherwise : value;
    }
}
