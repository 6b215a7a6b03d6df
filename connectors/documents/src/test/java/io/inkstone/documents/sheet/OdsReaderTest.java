package io.inkstone.documents.sheet;

import static io.inkstone.documents.sheet.ColumnType.DATE;
import static io.inkstone.documents.sheet.ColumnType.NUMBER;
import static io.inkstone.documents.sheet.ColumnType.TEXT;
import static io.inkstone.documents.sheet.TestWorkbooks.headers;
import static io.inkstone.documents.sheet.TestWorkbooks.types;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.inkstone.connector.ConnectorException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class OdsReaderTest {

    private static final String NUMBER_CELL =
            "<table:table-cell office:value-type=\"float\" office:value=\"%s\"><text:p>x</text:p></table:table-cell>";

    @Test
    void reads_texts_numbers_days_truth_values_and_leaves_out_errors() {
        Table table = table(
                row(text("Region"), text("Sales"), text("Share"), text("Day"), text("Done"), text("Bad"))
                        + row(
                                text("East"),
                                "<table:table-cell office:value-type=\"currency\" office:currency=\"EUR\" office:value=\"12.5\"/>",
                                "<table:table-cell office:value-type=\"percentage\" office:value=\"0.25\"/>",
                                "<table:table-cell office:value-type=\"date\" office:date-value=\"2024-03-01T06:00:00\"/>",
                                "<table:table-cell office:value-type=\"boolean\" office:boolean-value=\"true\"/>",
                                "<table:table-cell table:formula=\"of:=1/0\" office:value-type=\"string\""
                                        + " office:string-value=\"\" calcext:value-type=\"error\"><text:p>#DIV/0!</text:p></table:table-cell>"));

        assertThat(headers(table)).containsExactly("Region", "Sales", "Share", "Day", "Done", "Bad");
        assertThat(types(table)).startsWith(TEXT, NUMBER, NUMBER, DATE, TEXT);
        assertThat(table.columns().get(1).number(0)).isEqualTo(12.5);
        assertThat(Column.day(table.columns().get(3).number(0))).isEqualTo(LocalDate.of(2024, 3, 1));
        assertThat(table.columns().get(3).number(0) % 1).isEqualTo(0.25);
        assertThat(table.columns().get(4).text(0)).isEqualTo("TRUE");
        assertThat(table.columns().get(5).blank(0)).isTrue();
    }

    @Test
    void repeats_filled_rows_and_cells_and_only_counts_empty_ones() {
        Table table = table("<table:table-row table:number-rows-repeated=\"3\"><table:table-cell"
                + " table:number-columns-repeated=\"16384\"/></table:table-row>"
                + row("<table:table-cell table:number-columns-repeated=\"2\"/>", text("Item"), text("A"), text("B"))
                + "<table:table-row table:number-rows-repeated=\"4\"><table:table-cell table:number-columns-repeated=\"2\"/>"
                + text("x")
                + "<table:table-cell table:number-columns-repeated=\"2\" office:value-type=\"float\" office:value=\"7\"/>"
                + "</table:table-row>"
                + "<table:table-row table:number-rows-repeated=\"1048568\"><table:table-cell"
                + " table:number-columns-repeated=\"16384\"/></table:table-row>");

        assertThat(table.firstRow()).isEqualTo(5);
        assertThat(table.rows()).isEqualTo(4);
        assertThat(table.columns().get(0).letters()).isEqualTo("C");
        assertThat(table.columns().get(2).number(3)).isEqualTo(7);
    }

    @Test
    void joins_the_parts_of_a_text_and_leaves_out_comments_and_sounds() {
        Table table = table(row(text("Item"), text("Note"))
                + row(
                        "<table:table-cell office:value-type=\"string\"><office:annotation><text:p>secret</text:p></office:annotation>"
                                + "<text:p>two<text:s text:c=\"2\"/>words, <text:span>red</text:span></text:p>"
                                + "<text:p>next<text:line-break/>line</text:p></table:table-cell>",
                        "<table:table-cell office:value-type=\"string\"><text:p><text:ruby><text:ruby-base>東京</text:ruby-base>"
                                + "<text:ruby-text>トウキョウ</text:ruby-text></text:ruby></text:p></table:table-cell>"));

        assertThat(table.columns().get(0).text(0)).isEqualTo("two  words, red\nnext\nline");
        assertThat(table.columns().get(1).text(0)).isEqualTo("東京");
    }

    @Test
    void leaves_out_hidden_sheets_and_reads_rows_inside_groups() {
        byte[] content = ods("<office:automatic-styles><style:style style:name=\"ta1\" style:family=\"table\">"
                + "<style:table-properties table:display=\"false\"/></style:style></office:automatic-styles>"
                + "<office:body><office:spreadsheet>"
                + sheet("Hidden", " table:style-name=\"ta1\"", row(text("A"), text("B")) + row(text("a"), text("b")))
                + sheet(
                        "Shown",
                        "",
                        "<table:table-header-rows>" + row(text("A"), text("B")) + "</table:table-header-rows>"
                                + "<table:table-row-group>" + row(text("a"), text("b")) + "</table:table-row-group>")
                + "<table:named-expressions><table:named-range table:name=\"Prices\" table:base-cell-address=\"$Shown.$A$1\""
                + " table:cell-range-address=\"$Shown.$B$2:.$B$9\"/></table:named-expressions>"
                + "</office:spreadsheet></office:body>");

        WorkbookView view = WorkbookReader.read("test.ods", content);

        assertThat(view.format()).isEqualTo(WorkbookFormat.ODS);
        assertThat(view.sheets()).containsExactly("Shown");
        assertThat(view.tables()).hasSize(1);
        assertThat(view.names()).containsExactly(new DefinedName("Prices", null, "Shown!$B$2:$B$9", false));
    }

    @Test
    void calculates_over_it() {
        byte[] content = spreadsheet(row(text("Item"), text("Sold"))
                + row(text("a"), NUMBER_CELL.formatted("3"))
                + row(text("b"), NUMBER_CELL.formatted("4.5")));

        SheetCalculator calculator = SheetCalculator.open(WorkbookReader.read("test.ods", content));

        assertThat(calculator.evaluate("Data", new SheetFormula("SUM(B2:B3)", false, null)))
                .isEqualTo(new CellValue.Number(7.5));
    }

    @Test
    void refuses_repetitions_that_would_fill_the_memory() {
        String cell =
                "<table:table-cell table:number-columns-repeated=\"16384\" office:value-type=\"float\" office:value=\"1\"/>";
        String bomb = "<table:table-row table:number-rows-repeated=\"1048576\">" + cell + "</table:table-row>";
        String far =
                "<table:table-row table:number-rows-repeated=\"999999999999\"><table:table-cell/></table:table-row>"
                        + row(text("x"));

        assertThat(refusal(spreadsheet(bomb)).code()).isEqualTo("workbook_too_large");
        assertThat(refusal(spreadsheet(far)).code()).isEqualTo("workbook_too_large");
        assertThat(refusal(spreadsheet(row(text("x")
                                + "<table:table-cell table:number-columns-repeated=\"2000000000\"/>" + text("y"))))
                        .code())
                .isEqualTo("workbook_too_large");
    }

    @Test
    void refuses_a_document_type_declaration_and_damage() {
        byte[] declared = archive("<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>");

        assertThat(refusal(declared).code()).isEqualTo("unsafe_workbook");
        assertThat(refusal(archive("<office:document-content")).code()).isEqualTo("damaged_workbook");
        assertThat(refusal(spreadsheet(row(NUMBER_CELL.formatted("many")))).code())
                .isEqualTo("damaged_workbook");
        assertThat(refusal(archive("<a/>")).code()).isEqualTo("damaged_workbook");
    }

    @Test
    void names_a_password() {
        byte[] content = TestWorkbooks.added(
                spreadsheet(row(text("a"))),
                "META-INF/manifest.xml",
                "<manifest><file-entry><encryption-data/></file-entry></manifest>".getBytes(StandardCharsets.UTF_8));

        assertThat(refusal(content)).hasMessageContaining("password");
    }

    private static Table table(String rows) {
        return WorkbookReader.read("test.ods", spreadsheet(rows)).tables().get(0);
    }

    private static ConnectorException refusal(byte[] content) {
        return catchThrowableOfType(ConnectorException.class, () -> WorkbookReader.read("test.ods", content));
    }

    private static String text(String text) {
        return "<table:table-cell office:value-type=\"string\"><text:p>" + text + "</text:p></table:table-cell>";
    }

    private static String row(String... cells) {
        return "<table:table-row>" + String.join("", cells) + "</table:table-row>";
    }

    private static String sheet(String name, String attributes, String rows) {
        return "<table:table table:name=\"" + name + "\"" + attributes + ">" + rows + "</table:table>";
    }

    private static byte[] spreadsheet(String rows) {
        return ods(
                "<office:body><office:spreadsheet>" + sheet("Data", "", rows) + "</office:spreadsheet></office:body>");
    }

    private static byte[] ods(String inside) {
        String office = "urn:oasis:names:tc:opendocument:xmlns:";
        return archive("<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content xmlns:office=\"" + office
                + "office:1.0\" xmlns:table=\"" + office + "table:1.0\" xmlns:text=\"" + office
                + "text:1.0\" xmlns:style=\"" + office
                + "style:1.0\" xmlns:calcext=\"urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0\">"
                + inside + "</office:document-content>");
    }

    private static byte[] archive(String contentXml) {
        byte[] type = "application/vnd.oasis.opendocument.spreadsheet".getBytes(StandardCharsets.US_ASCII);
        return TestWorkbooks.added(
                TestWorkbooks.archive(Stream.of("mimetype"), type),
                "content.xml",
                contentXml.getBytes(StandardCharsets.UTF_8));
    }
}
