package io.inkstone.documents.sheet;

import io.inkstone.documents.sheet.SheetCells.Kind;
import java.io.InputStream;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellReference;
import org.jspecify.annotations.Nullable;

/**
 * Reads a sheet of a workbook in Open XML for calculating, by other code than {@link WorkbookReader}: texts with their
 * spaces, truth values and errors as such, and formulas where no value is stored with them.
 */
final class XlsxSheetScan {

    private static final int MAX_COLUMN = 16_383;

    private final XMLStreamReader xml;
    private final List<String> texts;
    private final boolean[] dayStyles;
    private final SheetCells.Builder cells = new SheetCells.Builder();
    private final SheetMarks marks = new SheetMarks();
    private final Map<Integer, Shared> shared = new HashMap<>();
    private int row;
    private int column;

    /** A formula that several cells share, and where it was written. */
    private record Shared(String text, int row, int column) {}

    /** A cell's formula as the file has it. */
    private record Written(
            String text,
            @Nullable String type,
            int sharedIndex,
            @Nullable String range) {}

    private XlsxSheetScan(XMLStreamReader xml, List<String> texts, boolean[] dayStyles) {
        this.xml = xml;
        this.texts = texts;
        this.dayStyles = dayStyles;
    }

    /**
     * @param dayStyles for each style whether it shows days, in a workbook of the 1904 system; else empty
     */
    static SheetContent scan(InputStream in, List<String> texts, boolean[] dayStyles) throws XMLStreamException {
        XlsxSheetScan scan = new XlsxSheetScan(SafeXml.reader(in), texts, dayStyles);
        scan.scan();
        return new SheetContent(scan.cells.build(), scan.marks);
    }

    private void scan() throws XMLStreamException {
        while (xml.hasNext()) {
            xml.next();
            if (xml.isStartElement()) {
                switch (xml.getLocalName()) {
                    case "row" -> startRow();
                    case "c" -> readCell();
                    case "mergeCell" -> marks.merge(SafeXml.attribute(xml, "ref", ""));
                    case "extLst" -> SafeXml.skip(xml);
                    default -> {}
                }
            }
        }
    }

    private void startRow() {
        row = SafeXml.number(xml, "r", row + 1);
        column = -1;
        if (SafeXml.flag(xml, "hidden")) {
            marks.hideRows(row, row);
        }
    }

    private void readCell() throws XMLStreamException {
        String address = SafeXml.attribute(xml, "r");
        column = address == null ? column + 1 : columnOf(address);
        String type = SafeXml.attribute(xml, "t", "n");
        int style = SafeXml.number(xml, "s", 0);
        Written formula = null;
        String value = null;
        String inline = null;
        while (xml.next() > 0 && !(xml.isEndElement() && xml.getLocalName().equals("c"))) {
            if (xml.isStartElement()) {
                switch (xml.getLocalName()) {
                    case "v" -> value = SafeXml.text(xml);
                    case "f" -> formula = readFormula();
                    case "is" -> inline = SharedTexts.text(xml);
                    default -> {}
                }
            }
        }
        if (column < 0 || column > MAX_COLUMN || row < 1) {
            throw new XMLStreamException("a cell outside of the sheet");
        }
        if (inline != null) {
            cells.addText(row, column, inline, formula != null);
        } else if (value != null) {
            add(type, value, style, formula != null);
        }
        if (formula != null) {
            remember(formula, value == null && inline == null);
        }
    }

    private static int columnOf(String address) {
        int letters = 0;
        while (letters < address.length() && Character.isLetter(address.charAt(letters))) {
            letters++;
        }
        return letters == 0 || letters > 3 ? -1 : CellReference.convertColStringToIndex(address.substring(0, letters));
    }

    private Written readFormula() throws XMLStreamException {
        String type = SafeXml.attribute(xml, "t");
        int index = SafeXml.number(xml, "si", -1);
        String range = SafeXml.attribute(xml, "ref");
        return new Written(SafeXml.text(xml), type, index, range);
    }

    private void add(String type, String value, int style, boolean computed) throws XMLStreamException {
        switch (type) {
            case "s" -> {
                if (!value.isBlank()) {
                    cells.addText(row, column, texts.get(Integer.parseInt(value.strip())), computed);
                }
            }
            case "str" -> cells.addText(row, column, SharedTexts.unescaped(value), computed);
            case "b" -> cells.add(row, column, Kind.TRUTH, truth(value) ? 1 : 0, computed);
            case "e" -> cells.add(row, column, Kind.ERROR, errorCode(value.strip()), computed);
            case "d" -> cells.add(row, column, Kind.NUMBER, serial(value.strip()), computed);
            default -> {
                if (!value.isBlank()) {
                    addNumber(value.strip(), style, computed);
                }
            }
        }
    }

    private static boolean truth(String value) {
        return value.strip().equals("1") || value.strip().equalsIgnoreCase("true");
    }

    private void addNumber(String value, int style, boolean computed) {
        double number;
        try {
            number = Double.parseDouble(value);
        } catch (NumberFormatException e) {
            // What stands for a number and is none is an error of its cell alone.
            cells.add(row, column, Kind.ERROR, FormulaError.VALUE.getCode(), computed);
            return;
        }
        boolean shift = style < dayStyles.length && dayStyles[style];
        double shown = shift ? number + WorkbookReader.DAYS_FROM_1900_TO_1904 : number;
        cells.add(row, column, Kind.NUMBER, shown, computed);
    }

    /** Excel has gained errors that POI does not know; they are errors all the same. */
    private static int errorCode(String name) {
        for (FormulaError error : FormulaError.values()) {
            if (error != FormulaError._NO_ERROR && error.getString().equals(name)) {
                return error.getCode();
            }
        }
        return FormulaError.VALUE.getCode();
    }

    private static double serial(String isoDate) throws XMLStreamException {
        try {
            String time = isoDate.contains("T") ? isoDate.replaceFirst("Z$", "") : isoDate + "T00:00:00";
            return DateUtil.getExcelDate(LocalDateTime.parse(time));
        } catch (DateTimeParseException e) {
            throw new XMLStreamException("not a date", e);
        }
    }

    private void remember(Written formula, boolean unstored) {
        boolean isShared = "shared".equals(formula.type) && formula.sharedIndex >= 0;
        if (isShared && !formula.text.isBlank()) {
            shared.put(formula.sharedIndex, new Shared(formula.text, row, column));
        }
        Shared origin = isShared ? shared.get(formula.sharedIndex) : null;
        String text = origin == null ? formula.text : origin.text;
        if (!unstored) {
            return;
        }
        int down = origin == null ? 0 : row - origin.row;
        int right = origin == null ? 0 : column - origin.column;
        cells.addFormula(row, column, new CellFormula(text, down, right, array(formula)));
    }

    private @Nullable CellRangeAddress array(Written formula) {
        if (!"array".equals(formula.type)) {
            return null;
        }
        try {
            return CellRangeAddress.valueOf(formula.range == null ? "" : formula.range);
        } catch (RuntimeException e) {
            return new CellRangeAddress(row - 1, row - 1, column, column);
        }
    }
}
