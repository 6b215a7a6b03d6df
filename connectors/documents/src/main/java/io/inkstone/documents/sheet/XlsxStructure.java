package io.inkstone.documents.sheet;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackagePart;
import org.apache.poi.openxml4j.opc.PackageRelationship;
import org.apache.poi.openxml4j.opc.PackageRelationshipTypes;
import org.apache.poi.openxml4j.opc.TargetMode;
import org.apache.poi.openxml4j.util.ZipFileZipEntrySource;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.util.AreaReference;
import org.jspecify.annotations.Nullable;

/**
 * What a workbook in Open XML consists of: its sheets and where they are, the names it gives, the tables that Excel knows.
 * No cell is read. Parts are found by POI, by the relations between them; of relations that lead out of the file none is
 * followed.
 */
final class XlsxStructure implements Closeable {

    private static final String RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String TABLE_RELATION = RELATIONS + "/table";
    private static final String SHEET_RELATION = RELATIONS + "/worksheet";
    private static final String TEXTS_RELATION = RELATIONS + "/sharedStrings";
    private static final int MAX_NAMES = 10_000;
    private static final int MAX_NAME_CHARS = 8_192;
    private static final int MAX_LISTS = 1_000;

    /**
     * A sheet.
     *
     * @param visible whether it has a tab that people see
     * @param part its cells, or null for a sheet that is a chart or a dialog
     */
    record SheetPart(String name, boolean visible, @Nullable PackagePart part) {}

    private final OPCPackage file;
    private final List<SheetPart> sheets = new ArrayList<>();
    private final List<DefinedName> names = new ArrayList<>();
    private final List<ListObject> lists = new ArrayList<>();
    private @Nullable PackagePart texts;
    private boolean date1904;

    private XlsxStructure(OPCPackage file) {
        this.file = file;
    }

    static XlsxStructure open(byte[] content) throws IOException {
        try {
            XlsxStructure structure =
                    new XlsxStructure(OPCPackage.open(new ZipFileZipEntrySource(XlsxGuard.open(content))));
            structure.readWorkbook();
            structure.readLists();
            return structure;
        } catch (InvalidFormatException | XMLStreamException e) {
            throw new IOException(e);
        }
    }

    OPCPackage file() {
        return file;
    }

    boolean date1904() {
        return date1904;
    }

    /** The texts that cells share, or null when there are none. */
    @Nullable
    PackagePart texts() {
        return texts;
    }

    List<SheetPart> sheets() {
        return sheets;
    }

    List<DefinedName> names() {
        return names;
    }

    List<ListObject> lists() {
        return lists;
    }

    /** The name in the archive, in lower case, of the part that holds a sheet's cells; empty where there is none. */
    String path(String sheet) {
        return sheets.stream()
                .filter(part -> part.name().equals(sheet))
                .map(SheetPart::part)
                .filter(Objects::nonNull)
                .map(part -> part.getPartName().getName().substring(1).toLowerCase(Locale.ROOT))
                .findFirst()
                .orElse("");
    }

    /** The lists on one sheet. */
    List<ListObject> lists(String sheet) {
        return lists.stream().filter(list -> list.sheet().equals(sheet)).toList();
    }

    @Override
    public void close() {
        file.revert();
    }

    private void readWorkbook() throws IOException, InvalidFormatException, XMLStreamException {
        PackageRelationship core = file.getRelationshipsByType(PackageRelationshipTypes.CORE_DOCUMENT)
                .getRelationship(0);
        PackagePart workbook = core == null ? null : file.getPart(core);
        if (workbook == null) {
            throw new IOException("no workbook part");
        }
        for (PackageRelationship relation : workbook.getRelationshipsByType(TEXTS_RELATION)) {
            texts = part(workbook, relation.getId(), TEXTS_RELATION);
        }
        try (InputStream in = workbook.getInputStream()) {
            XMLStreamReader xml = SafeXml.reader(in);
            while (xml.hasNext()) {
                xml.next();
                if (xml.isStartElement()) {
                    switch (xml.getLocalName()) {
                        case "workbookPr" -> date1904 = SafeXml.flag(xml, "date1904");
                        case "sheet" -> readSheet(xml, workbook);
                        case "definedName" -> readName(xml);
                        default -> {}
                    }
                }
            }
        }
    }

    private void readSheet(XMLStreamReader xml, PackagePart workbook) throws InvalidFormatException {
        String name = SafeXml.attribute(xml, "name");
        if (name == null) {
            return;
        }
        String relation = xml.getAttributeValue(RELATIONS, "id");
        boolean visible = SafeXml.attribute(xml, "state", "visible").equals("visible");
        sheets.add(new SheetPart(name, visible, relation == null ? null : part(workbook, relation, SHEET_RELATION)));
    }

    private void readName(XMLStreamReader xml) throws XMLStreamException {
        String name = SafeXml.attribute(xml, "name", "");
        boolean function = SafeXml.flag(xml, "function");
        boolean hidden = SafeXml.flag(xml, "hidden");
        int scope = SafeXml.number(xml, "localSheetId", -1);
        String refersTo = SafeXml.text(xml).strip();
        boolean usable = !name.isEmpty() && !function && !refersTo.isEmpty() && refersTo.length() <= MAX_NAME_CHARS;
        if (usable && scope < sheets.size() && names.size() < MAX_NAMES) {
            names.add(new DefinedName(name, scope < 0 ? null : sheets.get(scope).name(), refersTo, hidden));
        }
    }

    private @Nullable PackagePart part(PackagePart from, String id, String type) throws InvalidFormatException {
        PackageRelationship relation = from.getRelationship(id);
        return relation == null
                        || relation.getTargetMode() != TargetMode.INTERNAL
                        || !relation.getRelationshipType().equals(type)
                ? null
                : from.getRelatedPart(relation);
    }

    private void readLists() throws IOException, InvalidFormatException, XMLStreamException {
        Set<String> known = new HashSet<>();
        for (SheetPart sheet : sheets) {
            if (sheet.part() == null) {
                continue;
            }
            for (PackageRelationship relation : sheet.part().getRelationshipsByType(TABLE_RELATION)) {
                PackagePart part = part(sheet.part(), relation.getId(), TABLE_RELATION);
                ListObject list = part == null || lists.size() == MAX_LISTS ? null : readList(part, sheet.name());
                if (list != null && known.add(list.name().toLowerCase(Locale.ROOT))) {
                    lists.add(list);
                }
            }
        }
    }

    private static @Nullable ListObject readList(PackagePart part, String sheet)
            throws IOException, XMLStreamException {
        try (InputStream in = part.getInputStream()) {
            XMLStreamReader xml = SafeXml.reader(in);
            String name = null;
            AreaReference area = null;
            int headerRows = 1;
            int totalsRows = 0;
            List<String> columns = new ArrayList<>();
            while (xml.hasNext()) {
                xml.next();
                if (xml.isStartElement() && xml.getLocalName().equals("table")) {
                    String shown = SafeXml.attribute(xml, "displayName");
                    name = shown == null ? SafeXml.attribute(xml, "name") : shown;
                    area = area(SafeXml.attribute(xml, "ref", ""));
                    headerRows = SafeXml.number(xml, "headerRowCount", 1);
                    totalsRows = SafeXml.number(xml, "totalsRowCount", 0);
                } else if (xml.isStartElement() && xml.getLocalName().equals("tableColumn")) {
                    columns.add(SafeXml.attribute(xml, "name", ""));
                }
            }
            return name == null || area == null ? null : list(name, sheet, area, headerRows, totalsRows, columns);
        }
    }

    private static ListObject list(
            String name, String sheet, AreaReference area, int headerRows, int totalsRows, List<String> columns) {
        return new ListObject(
                name,
                sheet,
                area.getFirstCell().getRow() + 1,
                area.getLastCell().getRow() + 1,
                area.getFirstCell().getCol(),
                area.getLastCell().getCol(),
                headerRows,
                totalsRows,
                columns);
    }

    private static @Nullable AreaReference area(String reference) {
        try {
            AreaReference area = new AreaReference(reference, SpreadsheetVersion.EXCEL2007);
            return area.getFirstCell().getRow() < 0 || area.getFirstCell().getCol() < 0 ? null : area;
        } catch (RuntimeException e) {
            // POI says in many ways that this is no reference; the table's cells are found without it.
            return null;
        }
    }
}
