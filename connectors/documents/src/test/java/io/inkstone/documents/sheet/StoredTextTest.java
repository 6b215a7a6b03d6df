package io.inkstone.documents.sheet;

import static io.inkstone.documents.WrittenTables.BLANK;
import static io.inkstone.documents.WrittenTables.row;
import static io.inkstone.documents.sheet.TestWorkbooks.read;
import static io.inkstone.documents.sheet.TestWorkbooks.sheet;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StoredTextTest {

    @Test
    void reads_numbers_that_are_stored_as_text_and_keeps_the_text() {
        Column amounts = column("Amount", "1,200", "¥300.5", " 45 ", BLANK, "(7)");

        assertThat(amounts.type()).isEqualTo(ColumnType.NUMBER);
        assertThat(amounts.storedAsText()).isTrue();
        assertThat(amounts.number(0)).isEqualTo(1200);
        assertThat(amounts.number(1)).isEqualTo(300.5);
        assertThat(amounts.number(2)).isEqualTo(45);
        assertThat(amounts.blank(3)).isTrue();
        assertThat(amounts.number(4)).isEqualTo(-7);
        assertThat(amounts.text(0)).isEqualTo("1,200");
        assertThat(amounts.storedText()).contains(new StoredText('.', ",¥", false, null));
    }

    @Test
    void reads_texts_among_numbers_as_what_they_say() {
        Column amounts = column("Amount", "1,200", 300, "45");

        assertThat(amounts.storedAsText()).isTrue();
        assertThat(amounts.number(0)).isEqualTo(1200);
        assertThat(amounts.number(1)).isEqualTo(300);
    }

    @Test
    void says_when_texts_are_percent_or_have_a_comma_before_the_fraction() {
        assertThat(column("Share", "12%", "7.5%").storedText()).contains(new StoredText('.', "%", true, null));
        assertThat(column("Share", "12%", "7.5%").number(0)).isEqualTo(0.12);
        assertThat(column("Preis", "1.234,5", "2,25").storedText()).contains(new StoredText(',', ".", false, null));
        assertThat(column("Preis", "1.234,5", "2,25").number(0)).isEqualTo(1234.5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2024-03-01 | 2024-12-31 | YEAR_FIRST", "2024/3/1 | 2024/12/31 | YEAR_FIRST",
                "1 Mar 2024 | 31 Dec 2024 | NAMED", "2024年3月1日 | 2024年12月31日 | NAMED",
                "03/01/2024 | 12/31/2024 | MONTH_FIRST", "01/03/2024 | 31/12/2024 | DAY_FIRST"
            })
    void reads_days_that_are_stored_as_text(String first, String second, DayOrder order) {
        Column days = column("Day", first, second);

        assertThat(days.type()).isEqualTo(ColumnType.DATE);
        assertThat(days.storedText().orElseThrow().order()).isEqualTo(order);
        assertThat(IntStream.range(0, 2).mapToObj(row -> Column.day(days.number(row))))
                .containsExactly(LocalDate.of(2024, 3, 1), LocalDate.of(2024, 12, 31));
    }

    @Test
    void leaves_columns_as_they_are_that_are_unsure_or_name_things() {
        assertThat(column("Amount", "1,200", "n/a", "45").type()).isEqualTo(ColumnType.TEXT);
        assertThat(column("Day", "03/04/2024", "05/06/2024").type()).isEqualTo(ColumnType.TEXT);
        assertThat(column("Day", "2024-03-04", "4 May 2024").type()).isEqualTo(ColumnType.TEXT);
        assertThat(column("Weight", "1.234", "2.345").type()).isEqualTo(ColumnType.TEXT);
        assertThat(column("Article", "007", "012").type()).isEqualTo(ColumnType.TEXT);
        assertThat(column("Order No", "1001", "1002").type()).isEqualTo(ColumnType.TEXT);
        assertThat(column("订单号", "1001", "1002").type()).isEqualTo(ColumnType.TEXT);
        assertThat(column("Phone", "13800138000", "13900139000").type()).isEqualTo(ColumnType.TEXT);
    }

    @Test
    void does_not_mind_the_label_of_a_total_among_them() {
        Table table = read(sheet(
                        row("Region", "Sold"),
                        row("East", "1,200"),
                        row("West", "800"),
                        row("Total", 2000),
                        row("North", "400"),
                        row("South", "100")))
                .tables()
                .get(0);

        assertThat(table.totals()).containsExactly(4);
        assertThat(table.columns().get(1).storedAsText()).isTrue();
        assertThat(table.columns().get(1).number(0)).isEqualTo(1200);
    }

    private static Column column(String header, Object... cells) {
        Object[][] rows = new Object[cells.length + 1][];
        rows[0] = row("Item", header);
        for (int i = 0; i < cells.length; i++) {
            rows[i + 1] = row("i" + i, cells[i]);
        }
        return read(sheet(rows)).tables().get(0).columns().get(1);
    }
}
