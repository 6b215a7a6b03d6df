package io.inkstone.documents.edit;

import io.inkstone.connector.ConnectorException;
import io.inkstone.documents.edit.Relations.Relation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where in a workbook what lies, and the few changes that concern the workbook as a whole. */
final class WorkbookMap {

    private static final String CONTENT_TYPES = "[Content_Types].xml";
    private static final String RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    private static final String TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    /** After the last of these of a workbook stands how it is calculated. */
    private static final Set<String> BEFORE_CALCULATION =
            Set.of("sheets", "functionGroups", "externalReferences", "definedNames");

    private record SheetPart(String name, String part) {}

    private final WorkbookParts parts;
    private final String workbook;
    private final Relations relations;
    private final List<SheetPart> sheets = new ArrayList<>();
    private boolean date1904;

    private WorkbookMap(WorkbookParts parts, String workbook) throws IOException {
        this.parts = parts;
        this.workbook = workbook;
        this.relations = Relations.of(parts, workbook);
    }

    static WorkbookMap of(WorkbookParts parts) throws IOException {
        Relation start = Relations.of(parts, "")
                .ofType("officeDocument")
                .orElseThrow(() -> new IOException("no relation leads to the workbook"));
        WorkbookMap map = new WorkbookMap(parts, start.target());
        map.readWorkbook();
        return map;
    }

    private void readWorkbook() throws IOException {
        TagScan tags = scan(workbook);
        while (tags.next()) {
            if (tags.opens() && tags.name().equals("workbookPr")) {
                date1904 = tags.flag("date1904");
            } else if (tags.opens() && tags.name().equals("sheet")) {
                String name = tags.attribute("name", "");
                relation(tags)
                        .filter(relation -> relation.type().equals("worksheet") && parts.has(relation.target()))
                        .ifPresent(relation -> sheets.add(new SheetPart(name, relation.target())));
            }
        }
    }

    /** The prefix of relations' attributes is any, mostly r. */
    private Optional<Relation> relation(TagScan tag) {
        for (String attribute : tag.raw().split("\\s+")) {
            int name = attribute.indexOf(":id=");
            if (name > 0) {
                return relations.withId(tag.attribute(attribute.substring(0, name + 3), ""));
            }
        }
        return Optional.empty();
    }

    private TagScan scan(String part) throws IOException {
        return new TagScan(new ByteArrayInputStream(parts.read(part)));
    }

    boolean date1904() {
        return date1904;
    }

    boolean signed() throws IOException {
        return parts.hasFolder("_xmlsignatures/")
                || Relations.of(parts, "").ofType("origin").isPresent();
    }

    /** The part of a sheet with cells, upper and lower case the same. */
    String sheet(String name) {
        return sheets.stream()
                .filter(sheet -> sheet.name.equalsIgnoreCase(name))
                .map(SheetPart::part)
                .findFirst()
                .orElseThrow(() -> ConnectorException.invalidInput(
                        "no_such_sheet",
                        "The workbook has no sheet '" + name + "' with cells. Give the name as its tab shows it."));
    }

    /** Where pivot tables lie on a sheet. */
    List<CellRange> pivotTables(String sheetPart) throws IOException {
        List<CellRange> found = new ArrayList<>();
        for (Relation relation : Relations.of(parts, sheetPart).all()) {
            if (relation.type().equals("pivotTable") && parts.has(relation.target())) {
                TagScan tags = scan(relation.target());
                while (tags.next()) {
                    if (tags.opens() && tags.name().equals("location")) {
                        CellRange.of(tags.attribute("ref", "")).ifPresent(found::add);
                    }
                }
            }
        }
        return found;
    }

    /** The styles; where the workbook has none, such as are added with {@link #saveStyles}. */
    StyleSheet styles() throws IOException {
        Optional<Relation> styles = relations.ofType("styles").filter(relation -> parts.has(relation.target()));
        return styles.isPresent() ? StyleSheet.read(parts.read(styles.get().target())) : StyleSheet.none();
    }

    /** Writes the styles where they were added to. */
    void saveStyles(StyleSheet styles) throws IOException {
        if (!styles.changed()) {
            return;
        }
        Optional<Relation> known = relations.ofType("styles").filter(relation -> parts.has(relation.target()));
        if (known.isPresent()) {
            parts.write(known.get().target(), styles.xml());
            return;
        }
        String folder = workbook.substring(0, workbook.lastIndexOf('/') + 1);
        String part = folder + "styles.xml";
        parts.write(part, styles.xml());
        insert(
                CONTENT_TYPES,
                "Types",
                "Override",
                " PartName=\"/" + part + "\" ContentType=\"" + TYPES + "styles+xml\"");
        insert(
                relations.part(),
                "Relationships",
                "Relationship",
                " Id=\"rIdStyles\" Type=\"" + RELATIONS + "styles\" Target=\"/" + part + "\"");
    }

    /** Adds an element at the end of the root. */
    private void insert(String part, String root, String element, String attributes) throws IOException {
        TagScan tags = scan(part);
        Splices splices = new Splices();
        while (tags.next()) {
            if (!tags.opens() && tags.name().equals(root)) {
                String prefix = prefix(tags);
                splices.insert(tags.start(), "<" + prefix + element + attributes + "/>");
            }
        }
        parts.write(part, splices.apply(parts.read(part)));
    }

    private static String prefix(TagScan tag) {
        return tag.qualified().substring(0, tag.qualified().indexOf(':') + 1);
    }

    /**
     * Takes away the order in which formulas are calculated, which programs make anew: one that names a cell without a formula makes
     * Excel call the file damaged.
     */
    void dropCalculationChain() throws IOException {
        Optional<Relation> chain = relations.ofType("calcChain");
        if (chain.isEmpty()) {
            return;
        }
        Splices relation = new Splices();
        relation.remove(chain.get().start(), chain.get().end());
        parts.write(relations.part(), relation.apply(parts.read(relations.part())));
        Splices type = new Splices();
        TagScan tags = scan(CONTENT_TYPES);
        while (tags.next()) {
            String name = tags.attribute("PartName", "");
            if (tags.opens() && name.equalsIgnoreCase("/" + chain.get().target())) {
                type.remove(tags.start(), tags.end());
            }
        }
        parts.write(CONTENT_TYPES, type.apply(parts.read(CONTENT_TYPES)));
        parts.remove(chain.get().target());
    }

    /** Lets programs calculate all formulas when they open the file. */
    void calculateOnLoad() throws IOException {
        TagScan tags = scan(workbook);
        long after = -1;
        String prefix = "";
        Splices splices = new Splices();
        while (tags.next()) {
            String name = tags.name();
            if (tags.opens() && name.equals("calcPr")) {
                String raw = tags.raw().replaceAll("\\s+fullCalcOnLoad\\s*=\\s*(\"[^\"]*\"|'[^']*')", "");
                splices.replace(
                        tags.start(),
                        tags.end(),
                        "<" + raw.replaceFirst("\\s*/?$", "") + " fullCalcOnLoad=\"1\""
                                + (tags.kind() == TagScan.Kind.EMPTY ? "/>" : ">"));
            } else if (BEFORE_CALCULATION.contains(name) && tags.kind() != TagScan.Kind.START) {
                after = tags.end();
                prefix = prefix(tags);
            }
        }
        if (splices.isEmpty() && after >= 0) {
            splices.insert(after, "<" + prefix + "calcPr fullCalcOnLoad=\"1\"/>");
        }
        parts.write(workbook, splices.apply(parts.read(workbook)));
    }

    /** Texts that cells share, by their numbers. */
    Map<Integer, String> sharedTexts(Set<Integer> numbers) throws IOException {
        Map<Integer, String> found = new HashMap<>();
        Optional<Relation> texts = relations.ofType("sharedStrings").filter(relation -> parts.has(relation.target()));
        if (texts.isEmpty() || numbers.isEmpty()) {
            return found;
        }
        try (InputStream in = parts.open(texts.get().target())) {
            TagScan tags = new TagScan(in);
            int number = -1;
            int phonetic = 0;
            while (tags.next()) {
                switch (tags.name()) {
                    case "si" -> number += tags.opens() ? 1 : 0;
                    case "rPh" -> phonetic += tags.kind() == TagScan.Kind.START ? 1 : -1;
                    case "t" -> {
                        if (!tags.opens() && phonetic == 0 && numbers.contains(number)) {
                            found.merge(number, XmlText.unescapedCellText(tags.text()), String::concat);
                        }
                    }
                    default -> {}
                }
            }
        }
        return found;
    }

    static byte[] utf8(String xml) {
        return xml.getBytes(StandardCharsets.UTF_8);
    }
}
