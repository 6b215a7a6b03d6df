package io.inkstone.documents.sheet;

import io.inkstone.connector.ConnectorException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads one XML part for its shape only. Refuses document type declarations (external entities and exploding ones need
 * them), encodings that hide a declaration from other parsers, and cells whose address, text index or number would make a
 * reader allocate or compute without end.
 */
final class XmlPartScan {

    private static final int MAX_DEPTH = 256;
    private static final int MAX_NUMBER_CHARS = 64;
    private static final int MAX_TEXT_CHARS = 200_000;
    private static final int MAX_FORMULA_CHARS = 8_192;
    private static final int MAX_ROW = 1_048_576;
    private static final int MAX_COLUMN = 16_384;
    private static final Set<String> ENCODINGS =
            Set.of("utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "iso-8859-1");

    private final XMLStreamReader xml;
    private final XmlBudget budget;
    private final SheetMarks marks = new SheetMarks();
    private int row;
    private int column;
    private int rowWidth;
    private @Nullable String cellType;
    private boolean inCells;

    private XmlPartScan(XMLStreamReader xml, XmlBudget budget) {
        this.xml = xml;
        this.budget = budget;
    }

    /**
     * Scans a part when it is XML, in full; reads only its beginning when it is not.
     *
     * @return what the part says beside its cells, if it is a sheet
     */
    static SheetMarks scan(InputStream in, String part, XmlBudget budget) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
        if (!beginsAsXml(buffered, part)) {
            return new SheetMarks();
        }
        try {
            XMLStreamReader xml = SafeXml.reader(buffered);
            requireHarmless(xml.getCharacterEncodingScheme(), part);
            XmlPartScan scan = new XmlPartScan(xml, budget);
            scan.prolog(part);
            scan.elements(part);
            return scan.marks;
        } catch (XMLStreamException e) {
            // Excel's own drawings (.vml) and properties (.bin) are not always well-formed. No parser gets further with
            // them than this one did.
            String lower = part.toLowerCase(Locale.ROOT);
            if (lower.endsWith(".xml") || lower.endsWith(".rels")) {
                throw FileFormat.damaged("The workbook's part '" + part + "' is not well-formed XML");
            }
            return new SheetMarks();
        }
    }

    private static boolean beginsAsXml(BufferedInputStream in, String part) throws IOException {
        in.mark(64);
        byte[] head = in.readNBytes(64);
        in.reset();
        if (head.length >= 2 && head[0] == 0x4C && head[1] == 0x6F) {
            throw hidden(part); // "<?" in EBCDIC
        }
        for (byte next : head) {
            // Byte order marks and the zeros of UTF-16.
            boolean skipped = next == 0
                    || next == (byte) 0xEF
                    || next == (byte) 0xBB
                    || next == (byte) 0xBF
                    || next == (byte) 0xFE
                    || next == (byte) 0xFF
                    || Character.isWhitespace(next);
            if (!skipped) {
                return next == '<';
            }
        }
        return false;
    }

    private static void requireHarmless(@Nullable String encoding, String part) {
        if (encoding != null && !ENCODINGS.contains(encoding.toLowerCase(Locale.ROOT))) {
            throw hidden(part);
        }
    }

    private static ConnectorException hidden(String part) {
        return XlsxGuard.unsafe("The workbook's part '" + part + "' is not encoded in UTF-8 or UTF-16.");
    }

    private void prolog(String part) throws XMLStreamException {
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.DTD) {
                throw XlsxGuard.unsafe("The workbook's part '" + part
                        + "' has a document type declaration (DTD), which no workbook needs.");
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                requireTransitional();
                start();
                return;
            }
        }
    }

    private void requireTransitional() {
        String namespace = xml.getNamespaceURI();
        if (namespace != null && namespace.startsWith("http://purl.oclc.org/ooxml/spreadsheetml/")) {
            throw FileFormat.unsupported("This is a workbook of the kind 'Strict Open XML Spreadsheet'."
                    + " Save it as 'Excel Workbook (.xlsx)' and upload that.");
        }
    }

    private void elements(String part) throws XMLStreamException {
        int depth = 1;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                if (depth > MAX_DEPTH) {
                    throw XlsxGuard.unsafe(
                            "The workbook's part '" + part + "' is nested deeper than " + MAX_DEPTH + ".");
                }
                // v and f hold text only and are read to their end here.
                if (start()) {
                    depth--;
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
                end();
            }
        }
    }

    private void end() {
        String element = xml.getLocalName();
        if (inCells && element.equals("row")) {
            budget.addRow(rowWidth);
            column = 0;
            rowWidth = 0;
        } else if (element.equals("sheetData")) {
            inCells = false;
        }
    }

    /** Whether the element has been read to its end. */
    private boolean start() throws XMLStreamException {
        String element = xml.getLocalName();
        if (element.equals("si")) {
            budget.addString();
        } else if (element.equals("sheetData")) {
            inCells = true;
        } else if (!inCells) {
            mark(element);
        }
        // Charts have elements of the same names.
        return inCells && startInCells(element);
    }

    private void mark(String element) {
        switch (element) {
            case "mergeCell" -> marks.merge(SafeXml.attribute(xml, "ref", ""));
            case "sheetProtection" -> {
                if (SafeXml.flag(xml, "sheet")) {
                    marks.lock();
                }
            }
            case "filterColumn" -> marks.filter();
            case "col" -> {
                int first = SafeXml.number(xml, "min", 0);
                if (SafeXml.flag(xml, "hidden") && first > 0 && first <= MAX_COLUMN) {
                    int last = Math.max(first, SafeXml.number(xml, "max", first));
                    marks.hideColumns(first - 1, Math.min(last, MAX_COLUMN) - 1);
                }
            }
            default -> {}
        }
    }

    private boolean startInCells(String element) throws XMLStreamException {
        switch (element) {
            case "row" -> row(xml.getAttributeValue(null, "r"));
            case "c" -> cell(xml.getAttributeValue(null, "r"));
            case "v" -> {
                value(text(MAX_TEXT_CHARS));
                return true;
            }
            case "f" -> {
                String type = xml.getAttributeValue(null, "t");
                int length = text(MAX_FORMULA_CHARS).length();
                budget.addFormula("array".equals(type), "shared".equals(type), length);
                return true;
            }
            default -> {}
        }
        return false;
    }

    private void row(@Nullable String number) {
        long said = number == null ? row + 1 : number.length() <= 7 ? digits(number) : -1;
        if (said < 1 || said > MAX_ROW) {
            throw FileFormat.damaged("The workbook has a row outside of the sheet");
        }
        row = (int) said;
        if (SafeXml.flag(xml, "hidden")) {
            marks.hideRows(row, row);
        }
    }

    private void cell(@Nullable String address) {
        column = address == null ? column + 1 : columnOf(address);
        if (column < 1 || column > MAX_COLUMN) {
            throw FileFormat.damaged("The workbook has a cell outside of the sheet");
        }
        rowWidth = Math.max(rowWidth, column);
        cellType = xml.getAttributeValue(null, "t");
        budget.addCell();
    }

    private static int columnOf(String address) {
        int column = 0;
        int at = 0;
        while (at < address.length() && at < 4 && Character.isLetter(address.charAt(at))) {
            char letter = Character.toUpperCase(address.charAt(at));
            column = letter > 'Z' ? MAX_COLUMN + 1 : column * 26 + letter - 'A' + 1;
            at++;
        }
        long row = address.length() - at <= 7 ? digits(address.substring(at)) : -1;
        return row >= 1 && row <= MAX_ROW ? column : -1;
    }

    /** What a cell's value says; an index into the texts when its type is {@code s}. */
    private void value(String text) {
        if ("s".equals(cellType)) {
            long index = text.length() <= 9 ? digits(text) : -1;
            if (index < 0 && !text.isEmpty()) {
                throw FileFormat.damaged("The workbook names a text that it does not hold");
            }
            budget.useString(index);
        } else if (!"str".equals(cellType) && !"e".equals(cellType) && text.length() > MAX_NUMBER_CHARS) {
            throw FileFormat.damaged("The workbook has a number of " + text.length() + " characters");
        }
    }

    /** The number that these digits, and nothing else, write; -1 otherwise. */
    private static long digits(String text) {
        long number = text.isEmpty() ? -1 : 0;
        for (int i = 0; i < text.length(); i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                return -1;
            }
            number = number * 10 + digit - '0';
        }
        return number;
    }

    private String text(int maxChars) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        while (xml.next() != XMLStreamConstants.END_ELEMENT) {
            if (xml.isStartElement()) {
                throw new XMLStreamException("an element where text was expected");
            }
            if (xml.isCharacters() || xml.getEventType() == XMLStreamConstants.CDATA) {
                text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
            }
            if (text.length() > maxChars) {
                throw FileFormat.damaged("The workbook has a cell of more than " + maxChars + " characters");
            }
        }
        return text.toString();
    }
}
