package io.inkstone.documents.sheet;

import io.inkstone.documents.sheet.ReadSheets.ReadSheet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** Reads spreadsheets in OpenDocument, after {@link XlsxGuard} has looked through them. */
final class OdsReader {

    private static final String TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    private static final String STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0";
    private static final String SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet";
    private static final int MAX_NAMES = 10_000;

    /** {@code $'My sheet'.$A$1:.$B$5}; the second sheet is left out where it is the first. */
    private static final Pattern RANGE = Pattern.compile(
            "\\$?(?<sheet>'(?:[^']|'')*'|[^'.:]+)\\.(?<first>\\$?[A-Z]{1,3}\\$?[0-9]+)(?::\\.(?<last>\\$?[A-Z]{1,3}\\$?[0-9]+))?");

    private final XMLStreamReader xml;
    private final Set<String> hiddenStyles = new HashSet<>();
    private final List<ReadSheet> sheets = new ArrayList<>();
    private final List<DefinedName> names = new ArrayList<>();

    private OdsReader(XMLStreamReader xml) {
        this.xml = xml;
    }

    static ReadSheets read(byte[] content) {
        try (ZipFile zip = XlsxGuard.open(content)) {
            requireSpreadsheet(zip);
            try (InputStream in = zip.getInputStream(entry(zip, "content.xml"))) {
                OdsReader reader = new OdsReader(SafeXml.reader(in));
                reader.read();
                return new ReadSheets(reader.sheets, reader.names);
            }
        } catch (IOException | XMLStreamException e) {
            throw FileFormat.damaged("The spreadsheet cannot be read");
        }
    }

    private static void requireSpreadsheet(ZipFile zip) throws IOException, XMLStreamException {
        try (InputStream in = zip.getInputStream(entry(zip, "mimetype"))) {
            String type = new String(in.readNBytes(200), StandardCharsets.US_ASCII).strip();
            if (!type.startsWith(SPREADSHEET)) {
                throw FileFormat.unsupported(
                        "This is an OpenDocument file, but no spreadsheet. Upload an .ods, .xlsx or" + " .csv file.");
            }
        }
        ZipArchiveEntry manifest = zip.getEntry("META-INF/manifest.xml");
        if (manifest == null) {
            return;
        }
        try (InputStream in = zip.getInputStream(manifest)) {
            XMLStreamReader xml = SafeXml.reader(in);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamReader.START_ELEMENT
                        && xml.getLocalName().equals("encryption-data")) {
                    throw FileFormat.unsupported("The spreadsheet is encrypted with a password. Save it without one"
                            + " (.ods or .xlsx) and upload that.");
                }
            }
        }
    }

    private static ZipArchiveEntry entry(ZipFile zip, String name) throws IOException {
        ZipArchiveEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new IOException("no " + name);
        }
        return entry;
    }

    private void read() throws XMLStreamException {
        String style = "";
        int cells = 0;
        while (xml.hasNext()) {
            if (xml.next() != XMLStreamReader.START_ELEMENT) {
                continue;
            }
            String namespace = xml.getNamespaceURI();
            switch (xml.getLocalName()) {
                case "style" -> style = attribute(STYLE, "name");
                case "table-properties" -> {
                    if (attribute(TABLE, "display").equals("false")) {
                        hiddenStyles.add(style);
                    }
                }
                case "table" -> {
                    if (TABLE.equals(namespace)) {
                        String name = attribute(TABLE, "name");
                        boolean visible = !hiddenStyles.contains(attribute(TABLE, "style-name"));
                        SheetContent content = new OdsTable(xml, cells).read();
                        cells += content.cells().size();
                        sheets.add(new ReadSheet(name, visible, content));
                    }
                }
                case "named-range" -> addName();
                case "tracked-changes", "forms", "shapes" -> SafeXml.skip(xml);
                default -> {}
            }
        }
    }

    private String attribute(String namespace, String name) {
        String value = xml.getAttributeValue(namespace, name);
        return value == null ? "" : value;
    }

    private void addName() {
        String name = attribute(TABLE, "name");
        Matcher range = RANGE.matcher(attribute(TABLE, "cell-range-address"));
        if (!name.isEmpty() && range.matches() && names.size() < MAX_NAMES) {
            String last = range.group("last");
            String sheet = range.group("sheet");
            String refersTo = sheet + "!" + range.group("first") + (last == null ? "" : ":" + last);
            names.add(new DefinedName(name, null, refersTo, false));
        }
    }
}
