package io.inkstone.documents.sheet;

import static io.inkstone.documents.sheet.ColumnType.DATE;
import static io.inkstone.documents.sheet.ColumnType.NUMBER;
import static io.inkstone.documents.sheet.ColumnType.TEXT;
import static io.inkstone.documents.sheet.TestWorkbooks.headers;
import static io.inkstone.documents.sheet.TestWorkbooks.types;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.inkstone.connector.ConnectorException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvSheetTest {

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void finds_out_what_separates(String separator) {
        Table table =
                table(String.join("\n", "Region,Sales", "East,10", "West,20").replace(",", separator));

        assertThat(headers(table)).containsExactly("Region", "Sales");
        assertThat(types(table)).containsExactly(TEXT, NUMBER);
        assertThat(table.columns().get(1).number(1)).isEqualTo(20);
    }

    @Test
    void is_told_the_separator_by_a_first_line_as_excel_is() {
        Table table = table("sep=|\nItem, new|Count\na, b|1\n");

        assertThat(headers(table)).containsExactly("Item, new", "Count");
        assertThat(table.firstRow()).isEqualTo(2);
    }

    @Test
    void does_not_take_the_comma_of_fractions_for_a_separator() {
        Table table = table("Artikel;Preis;Anteil\nA;1,5;12,5%\nB;2,25;3,0%\n");

        assertThat(types(table)).containsExactly(TEXT, NUMBER, NUMBER);
        assertThat(table.columns().get(1).number(1)).isEqualTo(2.25);
        assertThat(table.columns().get(2).number(0)).isEqualTo(0.125);
    }

    @Test
    void unquotes_and_keeps_lines_and_separators_inside_quotation_marks() {
        Table table = table("Item,Note,Count\r\na,\"x, \"\"y\"\"\nz\",1\r\nb,5\" pipe,2\r\n");

        assertThat(table.columns().get(1).text(0)).isEqualTo("x, \"y\"\nz");
        assertThat(table.columns().get(1).text(1)).isEqualTo("5\" pipe");
        assertThat(table.columns().get(2).number(1)).isEqualTo(2);
        assertThat(table("Item, \"Note\"\na, \"x, y\"\nb, \"z\"\n")
                        .columns()
                        .get(1)
                        .text(0))
                .isEqualTo("x, y");
    }

    @ParameterizedTest
    @CsvSource({"UTF-8", "UTF-16LE", "UTF-16BE", "GB18030", "GBK"})
    void decodes_chinese_without_being_told_how(String charset) {
        String text = "地区,销售额,备注\n华东,1200,加急\n华北,800,普通订单\n";

        Table table = table(text.getBytes(Charset.forName(charset)));

        assertThat(headers(table)).containsExactly("地区", "销售额", "备注");
        assertThat(table.columns().get(0).text(1)).isEqualTo("华北");
    }

    @Test
    void decodes_marked_text_and_western_letters() {
        byte[] marked = "\uFEFFName,Zahl\nJörg,1\n".getBytes(StandardCharsets.UTF_8);
        byte[] wide = "\uFEFFName\tZahl\nJörg\t1\n".getBytes(StandardCharsets.UTF_16LE);
        byte[] western =
                "Name,Straße,Zahl\nJörg Müller,Größe – 5 €,1\nÜöä,Äß,2\n".getBytes(Charset.forName("windows-1252"));

        assertThat(headers(table(marked))).containsExactly("Name", "Zahl");
        assertThat(table(wide).columns().get(0).text(0)).isEqualTo("Jörg");
        assertThat(table(western).columns().get(0).text(0)).isEqualTo("Jörg Müller");
        assertThat(table(western).columns().get(1).text(0)).isEqualTo("Größe – 5 €");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,234.5 | 1234.5",
                "12.5% | 0.125",
                "$1,200 | 1200",
                "¥1,200.50 | 1200.5",
                "-3 | -3",
                "(45) | -45",
                "-$7.5 | -7.5",
                "€ 12 | 12",
                "1.5E+03 | 1500",
                ".5 | 0.5",
                "1 234 | 1234",
                "USD 10 | 10",
                "12元 | 12",
                "12,34,567 | 1234567",
                "1'000 | 1000"
            })
    void reads_numbers_as_people_type_them(String typed, double value) {
        Table table = table("Item;Amount;Sure\na;" + typed + ";0.5\n");

        assertThat(table.columns().get(1).number(0)).isEqualTo(value);
    }

    @Test
    void lets_the_column_and_then_the_file_say_which_sign_stands_before_a_fraction() {
        Table german = table("A;B;C\nx;1.234;1,5\ny;5.678;2,5\n");
        Table english = table("A;B;C\nx;1,234;1.5\ny;5,678;2.5\n");
        Table unsaid = table("A,B\nx,\"1,234\"\n");

        assertThat(german.columns().get(1).number(0)).isEqualTo(1234);
        assertThat(english.columns().get(1).number(0)).isEqualTo(1234);
        assertThat(unsaid.columns().get(1).number(0)).isEqualTo(1234);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"007", "+8613800138000", "1234567890123456", "1e5", "12 34", "1,2,3", "3-4", "v1.2", "12:30"})
    void leaves_names_made_of_figures_as_text(String typed) {
        Table table = table("Item;Code\na;" + typed + "\n");

        assertThat(table.columns().get(1).text(0)).isEqualTo(typed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-03-01",
                "2024/3/1",
                "2024.03.01",
                "1 Mar 2024",
                "1-Mar-2024",
                "March 1, 2024",
                "Mar 1st 2024",
                "2024年3月1日",
                "01.03.2024"
            })
    void reads_days_that_can_be_only_one(String typed) {
        Table table = table("Item;Day\na;" + typed + "\n");

        assertThat(types(table)).containsExactly(TEXT, DATE);
        assertThat(Column.day(table.columns().get(1).number(0))).isEqualTo(LocalDate.of(2024, 3, 1));
    }

    @Test
    void reads_days_with_slashes_only_where_the_column_shows_their_order() {
        Table american = table("Item;Day\na;03/04/2024\nb;03/15/2024\n");
        Table british = table("Item;Day\na;03/04/2024\nb;15/03/2024\n");
        Table unsure = table("Item;Day\na;03/04/2024\nb;05/06/2024\n");
        Table both = table("Item;Day\na;03/14/2024\nb;15/03/2024\n");

        assertThat(Column.day(american.columns().get(1).number(0))).isEqualTo(LocalDate.of(2024, 3, 4));
        assertThat(Column.day(british.columns().get(1).number(0))).isEqualTo(LocalDate.of(2024, 4, 3));
        assertThat(types(unsure)).containsExactly(TEXT, TEXT);
        assertThat(types(both)).containsExactly(TEXT, TEXT);
    }

    @Test
    void keeps_the_time_of_day_and_refuses_days_that_are_none() {
        Table table = table("Item;At\na;2024-03-01 06:00\nb;2024-02-30 06:00\n");

        assertThat(table.columns().get(1).number(0) % 1).isEqualTo(0.25);
        assertThat(table.columns().get(1).text(1)).isEqualTo("2024-02-30 06:00");
    }

    @Test
    void calculates_over_the_same_cells_on_a_sheet_called_like_the_file() {
        WorkbookView view = WorkbookReader.read(
                "up/load: 2024.csv",
                "Item,Sold,Done\na,\"$1,200\",TRUE\nb,$800,FALSE\n".getBytes(StandardCharsets.UTF_8));
        SheetCalculator calculator = SheetCalculator.open(view);

        assertThat(view.sheets()).containsExactly("load  2024");
        assertThat(view.format()).isEqualTo(WorkbookFormat.TEXT);
        assertThat(calculator.evaluate("load  2024", new SheetFormula("SUM(B2:B3)", false, null)))
                .isEqualTo(new CellValue.Number(2000));
        assertThat(calculator.evaluate("load  2024", new SheetFormula("COUNTIFS(C2:C3,TRUE)", false, null)))
                .isEqualTo(new CellValue.Number(1));
        assertThat(calculator.isEmpty("load  2024", "D1")).isTrue();
    }

    @Test
    void keeps_rows_where_a_spreadsheet_program_puts_them() {
        Table table = table("Sales 2024\n\nRegion,Sales\nEast,10\nWest,20\n");

        assertThat(table.firstRow()).isEqualTo(4);
        assertThat(table.lastRow()).isEqualTo(5);
    }

    @Test
    void refuses_a_quotation_mark_that_is_never_closed_over_a_long_text() {
        String rest = "b,2\n".repeat(20_000);

        assertThat(refusal("Item,Count\na,\"1\n" + rest).code()).isEqualTo("damaged_workbook");
    }

    @Test
    void refuses_more_than_a_sheet_can_hold() {
        String wide = String.join(
                ",", IntStream.range(0, 16_385).mapToObj(i -> "c" + i).toList());

        assertThat(refusal(wide + "\n").code()).isEqualTo("damaged_workbook");
        assertThat(refusal("a,b\n".repeat(1_048_577)).code()).isEqualTo("workbook_too_large");
    }

    @Test
    void refuses_bytes_that_are_no_text() {
        byte[] noise = new byte[2_000];
        new Random(1).nextBytes(noise);

        assertThat(catchThrowableOfType(ConnectorException.class, () -> WorkbookReader.read("a.csv", noise))
                        .code())
                .isEqualTo("unsupported_format");
    }

    private static ConnectorException refusal(String text) {
        return catchThrowableOfType(
                ConnectorException.class, () -> WorkbookReader.read("test.csv", text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Table table(String text) {
        return table(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Table table(byte[] content) {
        return WorkbookReader.read("test.csv", content).tables().get(0);
    }
}
