package io.inkstone.documents.edit;

import static io.inkstone.documents.WrittenTables.BLANK;
import static io.inkstone.documents.WrittenTables.row;
import static io.inkstone.documents.WrittenTables.sample;
import static io.inkstone.documents.edit.EditedFiles.cell;
import static io.inkstone.documents.edit.EditedFiles.changed;
import static io.inkstone.documents.edit.EditedFiles.entries;
import static io.inkstone.documents.edit.EditedFiles.fill;
import static io.inkstone.documents.edit.EditedFiles.open;
import static io.inkstone.documents.edit.EditedFiles.part;
import static io.inkstone.documents.edit.EditedFiles.read;
import static io.inkstone.documents.edit.EditedFiles.sheet;
import static io.inkstone.documents.edit.EditedFiles.with;
import static io.inkstone.documents.edit.EditedFiles.workbook;
import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.documents.sheet.CellValue;
import io.inkstone.documents.sheet.SheetFormula;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written into the parts of a file, and what is not. */
final class PatchedSheetTest {

    private static final String SHEET = "xl/worksheets/sheet1.xml";
    private static final String WORKBOOK = "xl/workbook.xml";
    private static final SheetFormula ONE = new SheetFormula("1+0", false, null);
    private static final String HEAD =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">";

    @Test
    void changes_one_part_and_of_it_only_what_the_cell_needs() {
        byte[] before = sample("sales-orders.xlsx");

        byte[] after = insert(before, "Orders", "N2");

        assertThat(changed(before, after)).containsExactly(SHEET);
        assertThat(new ArrayList<>(entries(after).keySet()))
                .containsExactlyElementsOf(entries(before).keySet());
        String cell = "<c r=\"N2\"><f>1+0</f><v>1</v></c>";
        assertThat(withoutExtent(part(after, SHEET)).replace(cell, "")).isEqualTo(withoutExtent(part(before, SHEET)));
    }

    private static String withoutExtent(String xml) {
        return xml.replaceAll("<dimension [^>]*>", "").replaceAll(" spans=\"[^\"]*\"", "");
    }

    @Test
    void gives_back_the_same_macros() {
        byte[] macros = with(
                with(sheet(row("a", 1)), "xl/vbaProject.bin", any -> "\u0001macros"),
                "[Content_Types].xml",
                xml -> xml.replace(
                        "</Types>",
                        "<Default Extension=\"bin\" ContentType=\"application/vnd.ms-office.vbaProject\"/></Types>"));

        assertThat(entries(insert(macros, "Data", "D2")).get("xl/vbaProject.bin"))
                .isEqualTo(entries(macros).get("xl/vbaProject.bin"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<sheetData/>",
                "<sheetData />",
                "<sheetData></sheetData>",
                "<sheetData><row r=\"3\"/></sheetData>",
                "<sheetData><row r=\"3\" spans=\"1:2\" ></row></sheetData>",
                "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"9\"/></sheetData>",
                "<sheetData><row r=\"3\"><c r=\"A3\"><v>1</v></c><c r=\"E3\"/></row></sheetData>",
                "<sheetData><row r=\"3\"><c r=\"C3\" s=\"0\"/></row></sheetData>",
                "<sheetData><row><c><v>1</v></c></row><row/><row><c/><c/><c r=\"E3\"/></row></sheetData>",
                "<sheetData><!-- <row r=\"3\"> --><row r=\"3\"><c r='C3'></c></row></sheetData>",
                "<sheetData><row r=\"3\"><c r=\"A3\" t=\"str\"><v><![CDATA[</row>]]></v></c></row></sheetData>"
            })
    void finds_the_place_of_a_cell(String data) {
        byte[] before = with(sheet(row("a")), SHEET, any -> HEAD + data + "</worksheet>");

        byte[] after = insert(before, "Data", "C3");

        assertThat(cell(after, "Data", "C3").getCellFormula()).isEqualTo("1+0");
        assertThat(read(after).sheets()).containsExactly("Data");
        assertThat(columns(after)).isSorted().doesNotHaveDuplicates();
    }

    private static List<Integer> columns(byte[] content) {
        List<Integer> columns = new ArrayList<>();
        open(content).getSheet("Data").getRow(2).forEach(cell -> columns.add(cell.getColumnIndex()));
        return columns;
    }

    @Test
    void writes_elements_with_the_prefix_that_the_sheet_uses() {
        String data = "<x:worksheet xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
                + "<x:dimension ref=\"A1\"/><x:sheetData><x:row r=\"1\"><x:c r=\"A1\"><x:v>1</x:v></x:c></x:row>"
                + "</x:sheetData></x:worksheet>";
        byte[] after = insert(with(sheet(row("a")), SHEET, any -> data), "Data", "C3");

        assertThat(part(after, SHEET))
                .contains("<x:row r=\"3\"><x:c r=\"C3\"><x:f>1+0</x:f><x:v>1</x:v></x:c></x:row>")
                .contains("ref=\"A1:C3\"");
    }

    @Test
    void writes_many_cells_in_their_order() {
        byte[] before = sheet(row("a", BLANK, BLANK, BLANK, 5), row("b"));
        List<CellEdit> edits = Stream.of("D2", "B1", "C9", "C1", "A9", "B2")
                .map(cell -> CellEdit.insert(CellAddress.of(cell), ONE, new CellValue.Number(1)))
                .toList();

        byte[] after = WorkbookEditor.open(read(before)).edit("Data", edits).content();

        assertThat(part(after, SHEET).replaceAll("(?s).*?<sheetData>|</sheetData>.*", ""))
                .containsSubsequence("A1", "B1", "C1", "E1", "A2", "B2", "D2", "r=\"9\"", "A9", "C9");
        assertThat(cell(after, "Data", "C9").getCellFormula()).isEqualTo("1+0");
    }

    @Test
    void changes_a_sheet_in_another_encoding() {
        String data = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + HEAD.substring(HEAD.indexOf("<worksheet"))
                + "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Stra&#223;e</t></is></c></row></sheetData></worksheet>";
        byte[] after = insert(with(sheet(row("a")), SHEET, any -> data), "Data", "C3");

        assertThat(cell(after, "Data", "A1").getStringCellValue()).isEqualTo("Straße");
        assertThat(cell(after, "Data", "C3").getCellFormula()).isEqualTo("1+0");
    }

    @Test
    void writes_texts_that_xml_cannot_hold() {
        String text = "<a>&\"\u0001_x0041_ 北京\uD83D\uDE00";
        SheetFormula formula = new SheetFormula("\"<\"&\"北京\"", false, null);
        CellEdit edit = CellEdit.insert(CellAddress.of("D2"), formula, new CellValue.Text(text));

        byte[] after = WorkbookEditor.open(read(sheet(row("a"))))
                .edit("Data", List.of(edit))
                .content();

        XSSFCell cell = cell(after, "Data", "D2");
        assertThat(cell.getCellFormula()).isEqualTo(formula.text());
        assertThat(part(after, SHEET)).contains("_x0001__x005F_x0041_ 北京\uD83D\uDE00");
    }

    @Test
    void looks_like_its_neighbours_in_the_table_and_keeps_the_look_that_a_cell_has() {
        byte[] before = workbook(workbook -> {
            XSSFSheet data = workbook.createSheet("Data");
            fill(data, row("Item", "Made"), row("a", 1), row("b", 2), row("c", 3));
            XSSFCellStyle framed = workbook.createCellStyle();
            framed.setBorderBottom(BorderStyle.THIN);
            framed.setFillPattern(FillPatternType.SOLID_FOREGROUND);
            framed.setFillForegroundColor((short) 22);
            framed.setDataFormat((short) 4);
            data.getRow(1).getCell(1).setCellStyle(framed);
            XSSFCellStyle text = workbook.createCellStyle();
            text.setDataFormat((short) 49);
            data.getRow(2).createCell(2).setCellStyle(text);
        });

        byte[] after = WorkbookEditor.open(read(before))
                .edit(
                        "Data",
                        List.of(
                                CellEdit.insert(CellAddress.of("C2"), ONE, new CellValue.Number(1)),
                                CellEdit.insert(CellAddress.of("C3"), ONE, new CellValue.Number(1)),
                                CellEdit.insert(CellAddress.of("F9"), ONE, new CellValue.Number(1))))
                .content();

        XSSFCellStyle beside = cell(after, "Data", "C2").getCellStyle();
        assertThat(beside.getBorderBottom()).isEqualTo(BorderStyle.THIN);
        assertThat(beside.getFillForegroundColor()).isEqualTo((short) 22);
        assertThat(beside.getDataFormat()).isZero();
        assertThat(cell(after, "Data", "C3").getCellStyle().getDataFormat()).isZero();
        assertThat(cell(after, "Data", "F9").getCellStyle().getIndex()).isZero();
        assertThat(changed(before, after)).containsExactly("xl/styles.xml", SHEET);
        assertThat(open(after).getNumCellStyles()).isEqualTo(open(before).getNumCellStyles() + 1);
    }

    @Test
    void adds_styles_where_a_workbook_has_none() {
        byte[] before = with(
                with(
                        sheet(row("a")),
                        "xl/_rels/workbook.xml.rels",
                        xml -> xml.replaceAll("<Relationship [^>]*styles[^>]*/>", "")),
                "[Content_Types].xml",
                xml -> xml.replaceAll("<Override [^>]*styles[^>]*/>", ""));
        byte[] none = EditedFiles.without(before, "xl/styles.xml");
        CellEdit day = CellEdit.insert(CellAddress.of("D2"), ONE, new CellValue.Number(45_000))
                .withDate(true);

        byte[] after =
                WorkbookEditor.open(read(none)).edit("Data", List.of(day)).content();

        assertThat(cell(after, "Data", "D2").getCellStyle().getDataFormatString())
                .isEqualTo("yyyy-mm-dd");
        assertThat(changed(none, after))
                .containsExactly("[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", SHEET);
    }

    @Test
    void asks_for_calculation_only_where_a_value_is_not_known() {
        byte[] before = with(
                sheet(row("a", 1)),
                WORKBOOK,
                xml -> xml.replace("</sheets>", "</sheets><calcPr calcId=\"191029\" fullCalcOnLoad=\"0\"/>"));
        CellEdit unknown = CellEdit.insert(CellAddress.of("D2"), ONE, new CellValue.Failure("is not a single value"));
        CellEdit other = CellEdit.insert(CellAddress.of("B1"), ONE, new CellValue.Number(7))
                .replacing();
        CellEdit same = CellEdit.insert(CellAddress.of("B1"), ONE, new CellValue.Number(1))
                .replacing();

        assertThat(part(insert(before, "Data", "D2"), WORKBOOK)).contains("fullCalcOnLoad=\"0\"");
        assertThat(edited(before, same, WORKBOOK)).contains("fullCalcOnLoad=\"0\"");
        assertThat(edited(before, unknown, WORKBOOK)).contains("calcId=\"191029\" fullCalcOnLoad=\"1\"/>");
        assertThat(edited(before, other, WORKBOOK)).contains("calcId=\"191029\" fullCalcOnLoad=\"1\"/>");
        assertThat(edited(before, unknown, SHEET)).contains("<c r=\"D2\"><f>1+0</f></c>");
    }

    private static String edited(byte[] content, CellEdit edit, String part) {
        return part(
                WorkbookEditor.open(read(content)).edit("Data", List.of(edit)).content(), part);
    }

    @Test
    void drops_the_order_of_calculation_only_where_a_formula_was_replaced() {
        byte[] chained = with(
                with(
                        with(
                                sheet(row("a", "=1+1")),
                                "xl/calcChain.xml",
                                any -> "<calcChain xmlns=\"http://schemas"
                                        + ".openxmlformats.org/spreadsheetml/2006/main\"><c r=\"B1\" i=\"1\"/></calcChain>"),
                        "[Content_Types].xml",
                        xml -> xml.replace(
                                "</Types>",
                                "<Override PartName=\"/xl/calcChain.xml\" ContentType=\"application/vnd.openxmlformats-"
                                        + "officedocument.spreadsheetml.calcChain+xml\"/></Types>")),
                "xl/_rels/workbook.xml.rels",
                xml -> xml.replace(
                        "</Relationships>",
                        "<Relationship Id=\"rId99\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/"
                                + "relationships/calcChain\" Target=\"calcChain.xml\"/></Relationships>"));
        CellEdit replaced = CellEdit.insert(CellAddress.of("B1"), ONE, new CellValue.Number(1))
                .replacing();

        assertThat(changed(chained, insert(chained, "Data", "D2"))).containsExactly(SHEET);
        byte[] after = WorkbookEditor.open(read(chained))
                .edit("Data", List.of(replaced))
                .content();
        assertThat(entries(after)).doesNotContainKey("xl/calcChain.xml");
        assertThat(part(after, "[Content_Types].xml")).doesNotContain("calcChain");
        assertThat(part(after, "xl/_rels/workbook.xml.rels")).doesNotContain("calcChain");
        assertThat(cell(after, "Data", "B1").getCellFormula()).isEqualTo("1+0");
    }

    private static byte[] insert(byte[] content, String sheet, String cell) {
        return WorkbookEditor.open(read(content))
                .edit(sheet, List.of(CellEdit.insert(CellAddress.of(cell), ONE, new CellValue.Number(1))))
                .content();
    }
}
