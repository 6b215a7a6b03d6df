package io.inkstone.documents.sheet;

import static io.inkstone.documents.WrittenTables.BLANK;
import static io.inkstone.documents.WrittenTables.row;
import static io.inkstone.documents.WrittenTables.sample;
import static io.inkstone.documents.sheet.ColumnType.DATE;
import static io.inkstone.documents.sheet.ColumnType.EMPTY;
import static io.inkstone.documents.sheet.ColumnType.NUMBER;
import static io.inkstone.documents.sheet.ColumnType.TEXT;
import static io.inkstone.documents.sheet.TestWorkbooks.edited;
import static io.inkstone.documents.sheet.TestWorkbooks.fill;
import static io.inkstone.documents.sheet.TestWorkbooks.headers;
import static io.inkstone.documents.sheet.TestWorkbooks.read;
import static io.inkstone.documents.sheet.TestWorkbooks.sheet;
import static io.inkstone.documents.sheet.TestWorkbooks.types;
import static io.inkstone.documents.sheet.TestWorkbooks.workbook;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WorkbookReaderTest {

    /** N, D and T stand for the columns' types from left to right. */
    @ParameterizedTest
    @CsvSource({
        "sales-orders.xlsx, Orders, 2, 260, TDTTTTNNNNT, Order ID, Status",
        "hr-headcount.xlsx, Headcount, 4, 132, TTTTTDNNNNNT, Employee ID, Remote",
        "inventory.xlsx, Stock, 2, 168, TTTTTNNNNNDD, SKU, Last Counted",
        "store-sales-cn.xlsx, 门店销售, 2, 281, DTTTNNNNNT, 日期, 促销",
        "expense-claims-cn.xlsx, 报销明细, 2, 214, TDTTTNNNTT, 单号, 付款方式",
        "equipment-maintenance-cn.xlsx, 维护记录, 2, 158, TDTTTTNNNTT, 工单号, 是否返修"
    })
    void finds_the_table_of_a_sample(
            String file, String sheet, int firstRow, int rows, String types, String firstHeader, String lastHeader) {
        Table table = read(sample(file)).tables().get(0);

        assertThat(table.sheet()).isEqualTo(sheet);
        assertThat(table.firstRow()).isEqualTo(firstRow);
        assertThat(table.rows()).isEqualTo(rows);
        assertThat(types(table)).extracting(type -> type.name().substring(0, 1)).containsExactly(types.split(""));
        assertThat(headers(table)).startsWith(firstHeader).endsWith(lastHeader);
    }

    @Test
    void reads_days_of_a_chinese_date_format_as_serial_numbers() {
        Column dates =
                read(sample("store-sales-cn.xlsx")).tables().get(0).columns().get(0);

        assertThat(IntStream.range(0, dates.size()).mapToObj(row -> Column.day(dates.number(row))))
                .allMatch(day -> day.getYear() >= 2023 && day.getYear() <= 2025);
    }

    @Test
    void finds_a_table_that_begins_at_b3_under_a_title_and_a_note() {
        byte[] content = workbook(workbook -> {
            var sheet = workbook.createSheet("Staff");
            fill(sheet, 0, 1, row("Staff list"), row("as of May"), row("Name", "Pay", "Since"));
            fill(sheet, 3, 1, row("Ann", 10, LocalDate.of(2024, 2, 29)), row("Bob", 20.5, LocalDate.of(1999, 12, 31)));
        });

        Table table = read(content).tables().get(0);

        assertThat(table.firstRow()).isEqualTo(4);
        assertThat(table.lastRow()).isEqualTo(5);
        assertThat(types(table)).containsExactly(TEXT, NUMBER, DATE);
        assertThat(table.columns().get(0).letters()).isEqualTo("B");
        assertThat(table.columns().get(1).number(1)).isEqualTo(20.5);
        assertThat(Column.day(table.columns().get(2).number(0))).isEqualTo(LocalDate.of(2024, 2, 29));
    }

    @ParameterizedTest
    @CsvSource({"Total", "TOTALS:", "Sum", "Grand total", "合计", "总计：", "小计"})
    void leaves_out_a_row_of_totals_at_the_end(String word) {
        byte[] content = sheet(row("Item", "Kind", "Count"), row("a", "x", 1), row("b", "y", 2), row(word, BLANK, 3));

        assertThat(read(content).tables().get(0).lastRow()).isEqualTo(3);
    }

    @Test
    void keeps_a_last_row_whose_text_only_begins_like_a_total() {
        byte[] content = sheet(row("Item", "Kind", "Count"), row("a", "x", 1), row("Total Care Ltd", "y", 2));

        assertThat(read(content).tables().get(0).lastRow()).isEqualTo(3);
    }

    @Test
    void keeps_blank_cells_blank_and_ends_at_a_blank_row() {
        byte[] content = sheet(
                row("Item", "Note", "Count"),
                row("a", BLANK, 1),
                row("b", "  ", BLANK),
                row(),
                row("below", "the", "table"));

        Table table = read(content).tables().get(0);

        assertThat(table.rows()).isEqualTo(2);
        assertThat(types(table)).containsExactly(TEXT, EMPTY, NUMBER);
        assertThat(table.columns().get(1).blank(1)).isTrue();
        assertThat(table.columns().get(2).blank(1)).isTrue();
        assertThat(table.columns().get(2).number(0)).isEqualTo(1);
    }

    @Test
    void names_blank_and_repeated_headers_by_their_letters() {
        byte[] content = sheet(row("Name", "Sum", BLANK, "sum"), row("a", 1, 2, 3), row("b", 4, 5, 6));

        assertThat(headers(read(content).tables().get(0))).containsExactly("Name", "Sum (B)", "C", "sum (D)");
    }

    @Test
    void writes_headers_on_one_line() {
        byte[] content = sheet(row(" Unit\nprice  (EUR) ", "Name"), row(1, "a"));

        assertThat(headers(read(content).tables().get(0))).containsExactly("Unit price (EUR)", "Name");
    }

    @Test
    void takes_years_and_days_as_headers_beside_texts_but_no_other_numbers() {
        byte[] crossTable = sheet(
                row("City", "Shop", 2023, LocalDate.of(2024, 1, 31)), row("Ulm", "A", 1, 2), row("Bonn", "B", 3, 4));
        byte[] noHeader = sheet(row("Ulm", "A", 1, 2), row("Bonn", "B", 3, 4));

        assertThat(headers(read(crossTable).tables().get(0))).containsExactly("City", "Shop", "2023", "2024-01-31");
        assertThat(read(noHeader).tables()).isEmpty();
    }

    @Test
    void prefers_the_lower_of_two_header_rows() {
        byte[] content = sheet(
                row("Shop", BLANK, "Sales", "in EUR"),
                row("City", "Name", "2023 total", "2024 total"),
                row("Ulm", "A", 1, 2));

        assertThat(headers(read(content).tables().get(0))).containsExactly("City", "Name", "2023 total", "2024 total");
    }

    @Test
    void lists_the_largest_table_of_a_sheet_first() {
        byte[] content = workbook(workbook -> {
            var sheet = workbook.createSheet("Two");
            fill(sheet, 0, 0, row("Small", "One"), row("a", 1));
            fill(sheet, 0, 3, row("Large", "One"), row("a", 1), row("b", 2));
        });

        assertThat(read(content).tables())
                .extracting(table -> headers(table).get(0))
                .containsExactly("Large", "Small");
    }

    @Test
    void leaves_out_hidden_sheets_and_tables_of_more_than_200_columns() {
        byte[] content = workbook(workbook -> {
            fill(workbook.createSheet("Shown"), 0, 0, row("Item", "Kind"), row("a", "x"));
            fill(workbook.createSheet("Hidden"), 0, 0, row("Item", "Kind"), row("a", "x"));
            Object[] wide = IntStream.range(0, 201).mapToObj(i -> "h" + i).toArray();
            fill(workbook.createSheet("Wide"), 0, 0, wide, wide);
            workbook.setSheetHidden(1, true);
        });

        WorkbookView view = read(content);

        assertThat(view.sheets()).containsExactly("Shown", "Wide");
        assertThat(view.tables()).extracting(Table::sheet).containsExactly("Shown");
    }

    @Test
    void reads_truth_values_as_text_errors_as_blank_and_formulas_by_their_stored_value() {
        byte[] content = workbook(workbook -> {
            fill(workbook.createSheet("Data"), 0, 0, row("Ok", "Bad", "Made"), row(true, "=1/0", "=2*21"));
            workbook.getCreationHelper().createFormulaEvaluator().evaluateAll();
        });

        List<Column> columns = read(content).tables().get(0).columns();

        assertThat(columns.get(0).text(0)).isEqualTo("TRUE");
        assertThat(columns.get(1).blank(0)).isTrue();
        assertThat(columns.get(2).number(0)).isEqualTo(42);
    }

    @Test
    void converts_days_of_the_1904_system() {
        byte[] content = workbook(workbook -> {
            workbook.getCTWorkbook().getWorkbookPr().setDate1904(true);
            fill(
                    workbook.createSheet("Data"),
                    0,
                    0,
                    row("Name", "Day", "Count"),
                    row("a", LocalDate.of(2024, 5, 6), 7));
        });

        List<Column> columns = read(content).tables().get(0).columns();

        assertThat(Column.day(columns.get(1).number(0))).isEqualTo(LocalDate.of(2024, 5, 6));
        assertThat(columns.get(2).number(0)).isEqualTo(7);
    }

    @Test
    void reads_rows_and_cells_that_do_not_say_where_they_are() {
        byte[] content = edited(
                sheet(row("Item", "Kind"), row("a", "x"), row("b", "y")),
                "xl/worksheets/sheet1.xml",
                xml -> xml.replaceAll(" r=\"[A-Z]*[0-9]+\"", ""));

        Table table = read(content).tables().get(0);

        assertThat(table.firstRow()).isEqualTo(2);
        assertThat(table.columns().get(1).text(1)).isEqualTo("y");
    }

    @Test
    void decodes_characters_that_xml_cannot_hold() {
        byte[] content = edited(
                sheet(row("Item", "Kind"), row("a", "x")),
                "xl/sharedStrings.xml",
                xml -> xml.replace("<t>x</t>", "<t>one_x000D_two_x005F_x</t>"));

        assertThat(read(content).tables().get(0).columns().get(1).text(0)).isEqualTo("one\rtwo_x");
    }
}
