package io.inkstone.documents.sheet;

import static io.inkstone.documents.WrittenTables.BLANK;
import static io.inkstone.documents.WrittenTables.row;
import static io.inkstone.documents.sheet.ColumnType.DATE;
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
import java.util.function.Consumer;
import org.apache.poi.ss.util.AreaReference;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFTable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TableFinderTest {

    @Nested
    final class Places {

        @Test
        void finds_tables_side_by_side_and_below_each_other() {
            List<Table> tables = tables(sheet -> {
                fill(sheet, 0, 0, row("Item", "Sold"), row("a", 1), row("b", 2), row("c", 3));
                fill(sheet, 0, 3, row("Shop", "Rent"), row("x", 1), row("y", 2));
                fill(sheet, 7, 0, row("Name", "Since"), row("Ann", 2019));
            });

            assertThat(tables)
                    .extracting(table -> headers(table).get(0) + table.firstRow())
                    .containsExactly("Item2", "Shop2", "Name9");
        }

        @Test
        void ends_a_table_where_the_headers_of_the_next_follow_without_a_blank_row() {
            List<Table> tables = tables(
                    row("Item", "Sold"),
                    row("a", 1),
                    row("b", 2),
                    row("c", 5),
                    row("Expenses"),
                    row("Shop", "Rent"),
                    row("x", 7),
                    row("y", 9));

            assertThat(tables).hasSize(2);
            assertThat(tables.get(0).lastRow()).isEqualTo(4);
            assertThat(headers(tables.get(1))).containsExactly("Shop", "Rent");
            assertThat(tables.get(1).title()).contains("Expenses");
        }

        @Test
        void goes_on_over_one_blank_row_when_the_next_is_alike() {
            Table table = table(
                    row("Region", "Item", "Sold"),
                    row("East", "a", 1),
                    row("East", "b", 2),
                    row(),
                    row("West", "a", 5),
                    row("West", "b", 7));

            assertThat(table.lastRow()).isEqualTo(6);
            assertThat(table.columns().get(2).blank(2)).isTrue();
        }

        @Test
        void leaves_out_titles_above_and_notes_below() {
            Table table = table(
                    row("Sales 2024"),
                    row("all figures in EUR"),
                    row("Region", "Item", "Sold"),
                    row("East", "a", 1),
                    row("West", "b", 2),
                    row("Source: the order system"),
                    row("Figures of the last month are preliminary and will change later."));

            assertThat(table.firstRow()).isEqualTo(4);
            assertThat(table.lastRow()).isEqualTo(5);
            assertThat(table.title()).contains("all figures in EUR");
        }

        @Test
        void does_not_take_a_form_for_a_table() {
            assertThat(tables(row("Customer:", "Miller"), row("Date:", "today"), row("Agent:", "Ann")))
                    .isEmpty();
        }
    }

    @Nested
    final class Headers {

        @Test
        void joins_a_merged_group_with_the_column_below_it() {
            Table table = tables(sheet -> {
                        fill(
                                sheet,
                                0,
                                0,
                                row("Report"),
                                row("Region", 2023, BLANK, 2024, BLANK),
                                row(BLANK, "Sales", "Cost", "Sales", "Cost"),
                                row("East", 1, 2, 3, 4),
                                row("West", 5, 6, 7, 8));
                        merge(sheet, "A1:E1", "A2:A3", "B2:C2", "D2:E2");
                    })
                    .get(0);

            assertThat(headers(table)).containsExactly("Region", "2023 Sales", "2023 Cost", "2024 Sales", "2024 Cost");
            assertThat(table.columns().get(3).headerParts()).containsExactly("2024", "Sales");
            assertThat(table.traits().headerRows()).isEqualTo(2);
            assertThat(table.firstRow()).isEqualTo(4);
            assertThat(table.title()).contains("Report");
        }

        @Test
        void joins_groups_that_are_written_over_the_first_of_their_columns() {
            Table table = table(
                    row("Region", "North", BLANK, "South", BLANK),
                    row(BLANK, "Sales", "Cost", "Sales", "Cost"),
                    row("Jan", 1, 2, 3, 4),
                    row("Feb", 5, 6, 7, 8));

            assertThat(headers(table))
                    .containsExactly("Region", "North Sales", "North Cost", "South Sales", "South Cost");
        }

        @Test
        void joins_years_below_what_they_are_of() {
            Table table = table(
                    row("Region", "Sales", BLANK, "Cost", BLANK),
                    row(BLANK, 2023, 2024, 2023, 2024),
                    row("East", 11, 12, 13, 14),
                    row("West", 15, 16, 17, 18));

            assertThat(headers(table)).containsExactly("Region", "Sales 2023", "Sales 2024", "Cost 2023", "Cost 2024");
        }

        @Test
        void joins_three_rows() {
            Table table = tables(sheet -> {
                        fill(
                                sheet,
                                0,
                                0,
                                row("Shop", "Plan", BLANK, BLANK, BLANK, "Done", BLANK, BLANK, BLANK),
                                row(BLANK, "H1", BLANK, "H2", BLANK, "H1", BLANK, "H2", BLANK),
                                row(BLANK, "Q1", "Q2", "Q3", "Q4", "Q1", "Q2", "Q3", "Q4"),
                                row("a", 1, 2, 3, 4, 5, 6, 7, 8),
                                row("b", 1, 2, 3, 4, 5, 6, 7, 9));
                        merge(sheet, "A1:A3", "B1:E1", "F1:I1", "B2:C2", "D2:E2", "F2:G2", "H2:I2");
                    })
                    .get(0);

            assertThat(headers(table))
                    .startsWith("Shop", "Plan H1 Q1", "Plan H1 Q2", "Plan H2 Q3")
                    .endsWith("Done H2 Q4");
            assertThat(table.rows()).isEqualTo(2);
        }

        @Test
        void calls_columns_without_a_header_by_their_letters() {
            Table table = table(row(BLANK, "Sold", BLANK, "Left"), row("a", 1, "x", 2), row("b", 3, "y", 4));

            assertThat(headers(table)).containsExactly("A", "Sold", "C", "Left");
            assertThat(table.columns()).extracting(Column::unnamed).containsExactly(true, false, true, false);
        }

        @Test
        void takes_a_single_header_over_numbers_beside_labels_without_one() {
            Table table = table(row(BLANK, "Sales"), row("East", 10), row("West", 20));

            assertThat(headers(table)).containsExactly("A", "Sales");
            assertThat(table.rows()).isEqualTo(2);
        }

        @Test
        void takes_one_column_of_numbers_with_its_header() {
            assertThat(headers(table(row("Amount"), row(1), row(2), row(4)))).containsExactly("Amount");
        }

        @Test
        void takes_months_years_days_and_numbers_that_count_as_headers() {
            LocalDate january = LocalDate.of(2024, 1, 1);
            Table months = table(row("Item", "Jan", "Feb", "Mar"), row("a", 1, 2, 3), row("b", 4, 5, 6));
            Table years = table(row("Item", 2022, 2023, 2024), row("a", 1, 2, 3), row("b", 4, 5, 6));
            Table days = table(row("Item", january, january.plusMonths(1)), row("a", 1, 2), row("b", 4, 5));
            Table unnamed = table(row(BLANK, 2022, 2023, 2024), row("a", 1, 2, 3), row("b", 4, 5, 6));
            Table numbers = table(row("Item", 1, 2, 3, 4), row("a", 9, 8, 7, 6), row("b", 5, 5, 5, 5));

            assertThat(headers(months)).containsExactly("Item", "Jan", "Feb", "Mar");
            assertThat(headers(years)).containsExactly("Item", "2022", "2023", "2024");
            assertThat(headers(days)).containsExactly("Item", "2024-01-01", "2024-02-01");
            assertThat(headers(unnamed)).containsExactly("A", "2022", "2023", "2024");
            assertThat(headers(numbers)).containsExactly("Item", "1", "2", "3", "4");
        }

        @Test
        void takes_no_headers_where_there_are_none() {
            assertThat(tables(row("Sales report"), row("East", 10), row("West", 20)))
                    .isEmpty();
        }
    }

    @Nested
    final class Totals {

        @ParameterizedTest
        @CsvSource({
            "Subtotal, Subtotal",
            "小计, 小计",
            "合计：, 合计：",
            "East Total, West Total",
            "东区小计, 西区小计",
            "Total East, Total West"
        })
        void sees_totals_among_the_data_by_their_words(String east, String west) {
            boolean chinese = east.startsWith("东");
            Table table = table(
                    row("Region", "Item", "Sold"),
                    row(chinese ? "东区" : "East", "a", 1),
                    row(chinese ? "东区" : "East", "b", 2),
                    row(east, BLANK, 3),
                    row(chinese ? "西区" : "West", "a", 4),
                    row(chinese ? "西区" : "West", "b", 5),
                    row(west, BLANK, 9),
                    row(chinese ? "北区" : "North", "b", 7));

            assertThat(table.totals()).containsExactly(4, 7);
            assertThat(table.isTotal(2)).isTrue();
            assertThat(table.isTotal(3)).isFalse();
            assertThat(table.totalsMark()).hasValueSatisfying(mark -> {
                assertThat(mark.column().header()).isEqualTo("Region");
                assertThat(((TotalsMark.ByText) mark).texts()).contains(east, west);
            });
        }

        @Test
        void gives_one_pattern_for_totals_of_many_names() {
            Table table = table(
                    row("Region", "Item", "Sold"),
                    row("East", "a", 1),
                    row("East", "b", 2),
                    row("East Total", BLANK, 3),
                    row("West", "a", 4),
                    row("West", "b", 5),
                    row("West Total", BLANK, 9),
                    row("North", "b", 7));

            assertThat(((TotalsMark.ByText) table.totalsMark().orElseThrow()).pattern())
                    .isEqualTo("*Total");
        }

        @Test
        void sees_a_subtotal_in_the_second_column() {
            Table table = table(
                    row("Region", "Item", "Sold"),
                    row("East", "a", 1),
                    row("East", "b", 2),
                    row("East", "Subtotal", 3),
                    row("West", "a", 4),
                    row("West", "b", 5));

            assertThat(table.totals()).containsExactly(4);
            assertThat(table.totalsMark())
                    .hasValueSatisfying(
                            mark -> assertThat(mark.column().header()).isEqualTo("Item"));
        }

        @Test
        void sees_sums_that_nothing_names() {
            Table table = table(
                    row("Item", "Sold", "Left"),
                    row("a", 1, 10),
                    row("b", 2, 20),
                    row("c", 4, 50),
                    row(BLANK, 7, 80),
                    row("d", 5, 5),
                    row("e", 6, 7));

            assertThat(table.totals()).containsExactly(5);
            assertThat(table.totalsMark()).hasValueSatisfying(mark -> {
                assertThat(mark).isInstanceOf(TotalsMark.ByBlank.class);
                assertThat(mark.column().header()).isEqualTo("Item");
            });
        }

        @Test
        void says_when_no_condition_tells_the_totals() {
            Table table =
                    table(row("Sold", "Left"), row(1, 10), row(2, 20), row(4, 50), row(7, 80), row(5, 5), row(6, 8));

            assertThat(table.totals()).containsExactly(5);
            assertThat(table.totalsMark()).isEmpty();
            assertThat(table.hasTotalsOnlySeenByPlace()).isTrue();
        }

        @Test
        void leaves_out_several_totals_at_the_end_and_one_after_a_blank_row() {
            Table ended = table(
                    row("Region", "Item", "Sold"),
                    row("East", "a", 1),
                    row("East", "b", 2),
                    row("East Total", BLANK, 3),
                    row("Grand Total", BLANK, 3),
                    row("Average", BLANK, 1.5));
            Table apart = table(
                    row("Region", "Item", "Sold", "Left"),
                    row("East", "a", 1, 2),
                    row("East", "b", 2, 2),
                    row(),
                    row("Total", BLANK, 3, 4));

            assertThat(ended.lastRow()).isEqualTo(3);
            assertThat(ended.totals()).isEmpty();
            assertThat(apart.lastRow()).isEqualTo(3);
        }

        @Test
        void takes_names_and_small_numbers_for_no_totals() {
            Table names = table(
                    row("Firm", "Kind", "Sold"),
                    row("Total Care", "x", 1),
                    row("Sum Up Ltd", "y", 5),
                    row("Subtotal Music", "z", 9),
                    row("Acme", "x", 3));
            Table sums = table(row("Item", "Sold"), row("a", 1), row("b", 2), row("c", 3), row("d", 6));
            Table kinds = table(
                    row("Id", "Coverage", "Note", "Paid"),
                    row("k1", "Total", "x", 5),
                    row("k2", "Partial", "y", 3),
                    row("k3", "Total", "z", 9),
                    row("k4", "Total", "x", 4));

            assertThat(names.totals()).isEmpty();
            assertThat(sums.totals()).isEmpty();
            assertThat(sums.rows()).isEqualTo(4);
            assertThat(kinds.totals()).isEmpty();
            assertThat(kinds.rows()).isEqualTo(4);
        }

        @Test
        void counts_headers_that_are_repeated_as_no_data() {
            Table table =
                    table(row("Item", "Sold"), row("a", 1), row("b", 3), row("Item", "Sold"), row("c", 5), row("d", 7));

            assertThat(table.rows()).isEqualTo(5);
            assertThat(table.totals()).containsExactly(4);
            assertThat(types(table)).containsExactly(TEXT, NUMBER);
        }
    }

    @Nested
    final class Groups {

        @Test
        void tells_what_a_merged_cell_stands_for() {
            Table table = tables(sheet -> {
                        fill(
                                sheet,
                                0,
                                0,
                                row("Region", "Item", "Sold"),
                                row("East", "a", 1),
                                row(BLANK, "b", 2),
                                row("West", "a", 3));
                        merge(sheet, "A2:A3");
                    })
                    .get(0);

            Column region = table.columns().get(0);
            assertThat(region.groups()).isTrue();
            assertThat(region.text(region.groupStart(1))).isEqualTo("East");
            assertThat(region.text(region.groupStart(2))).isEqualTo("West");
            assertThat(table.columns().get(1).groups()).isFalse();
        }

        @Test
        void tells_labels_that_are_written_once_for_the_rows_below() {
            Table written = table(
                    row("Region", "Item", "Sold"),
                    row("East", "a", 1),
                    row(BLANK, "b", 2),
                    row(BLANK, "c", 2),
                    row("West", "a", 3),
                    row(BLANK, "b", 4));
            Table gap = table(
                    row("Region", "Item", "Sold"),
                    row("East", "a", 1),
                    row(BLANK, "b", 2),
                    row("East", "c", 2),
                    row("West", "a", 3));

            assertThat(written.columns().get(0).groups()).isTrue();
            assertThat(written.columns().get(0).groupStart(2)).isZero();
            assertThat(written.columns().get(0).groupStart(4)).isEqualTo(3);
            assertThat(gap.columns().get(0).groups()).isFalse();
        }
    }

    @Nested
    final class ExcelTables {

        @Test
        void takes_a_table_that_excel_knows_as_excel_does() {
            List<Table> tables = tables(sheet -> {
                fill(sheet, 0, 0, row("note", "by", "hand"));
                fill(
                        sheet,
                        1,
                        0,
                        row("Item", "Sold on", "Net"),
                        row("a", LocalDate.of(2024, 1, 2), 3),
                        row("b", LocalDate.of(2024, 1, 3), 5),
                        row("Sum", BLANK, 8));
                XSSFTable list = sheet.createTable(
                        new AreaReference("A2:C5", sheet.getWorkbook().getSpreadsheetVersion()));
                list.setName("Sales");
                list.setDisplayName("Sales");
                list.getCTTable().setTotalsRowCount(1);
            });

            assertThat(tables).hasSize(1);
            assertThat(tables.get(0).listName()).contains("Sales");
            assertThat(tables.get(0).firstRow()).isEqualTo(3);
            assertThat(tables.get(0).lastRow()).isEqualTo(4);
            assertThat(types(tables.get(0))).containsExactly(TEXT, DATE, NUMBER);
        }

        @Test
        void notes_hidden_rows_and_columns_filters_protection_and_names() {
            byte[] content = workbook(workbook -> {
                XSSFSheet sheet = workbook.createSheet("Data");
                fill(sheet, 0, 0, row("Item", "Kind", "Sold"), row("a", "x", 1), row("b", "y", 2), row("c", "x", 3));
                sheet.getRow(2).setZeroHeight(true);
                sheet.setColumnHidden(1, true);
                sheet.setAutoFilter(CellRangeAddress.valueOf("A1:C4"));
                sheet.protectSheet("secret");
                fill(workbook.createSheet("Secret"), 0, 0, row("Item", "Kind"), row("a", 1));
                workbook.setSheetHidden(1, true);
                workbook.createName().setNameName("Sold");
                workbook.getName("Sold").setRefersToFormula("Data!$C$2:$C$4");
            });

            WorkbookView view = read(edited(
                    content,
                    "xl/worksheets/sheet1.xml",
                    xml -> xml.replace(
                            "<autoFilter ref=\"A1:C4\"/>",
                            "<autoFilter ref=\"A1:C4\"><filterColumn colId=\"1\"/></autoFilter>")));
            Table table = view.tables().get(0);

            assertThat(table.rows()).isEqualTo(3);
            assertThat(table.traits().hiddenRows()).containsExactly(3);
            assertThat(table.traits().filtered()).isTrue();
            assertThat(table.traits().locked()).isTrue();
            assertThat(table.columns()).extracting(Column::hidden).containsExactly(false, true, false);
            assertThat(view.names()).extracting(DefinedName::name).contains("Sold");
            assertThat(view.hiddenSheets()).containsExactly("Secret");
            assertThat(view.tables()).hasSize(1);
            assertThat(view.tablesOn("secret")).hasSize(1);
        }
    }

    private static void merge(XSSFSheet sheet, String... ranges) {
        for (String range : ranges) {
            sheet.addMergedRegion(CellRangeAddress.valueOf(range));
        }
    }

    private static List<Table> tables(Consumer<XSSFSheet> content) {
        return read(workbook(workbook -> content.accept(workbook.createSheet("Data"))))
                .tables();
    }

    private static List<Table> tables(Object[]... rows) {
        return read(sheet(rows)).tables();
    }

    private static Table table(Object[]... rows) {
        return tables(rows).get(0);
    }
}
