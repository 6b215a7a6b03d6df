package io.inkstone.documents.reading;

import static io.inkstone.documents.WrittenTables.BLANK;
import static io.inkstone.documents.WrittenTables.row;
import static io.inkstone.documents.WrittenTables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.documents.sheet.Table;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each amount is a bit of its own, so that a sum tells the rows. */
final class DateColumnsTest {

    private static final Table ORDERS = table(
            row("Order ID", "Delivery Date", "Order Date", "Amount"),
            row("O1", LocalDate.of(2025, 2, 9), LocalDate.of(2025, 1, 3), 1),
            row("O2", LocalDate.of(2025, 2, 5), LocalDate.of(2025, 2, 3), 2),
            row("O3", BLANK, LocalDate.of(2025, 2, 20), 4),
            row("O4", LocalDate.of(2025, 3, 1), LocalDate.of(2025, 2, 27), 8));

    private static final Table VISITS = table(
            row("门诊号", "出生日期", "就诊日期", "费用"),
            row("M1", LocalDate.of(1990, 2, 9), LocalDate.of(2025, 1, 3), 1),
            row("M2", LocalDate.of(2025, 1, 5), LocalDate.of(2025, 2, 3), 2));

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "total amount delivered in February 2025 | 3",
                "total amount with a delivery date in March 2025 | 8",
                "total amount ordered in February 2025 | 14",
                "total amount by delivery date in February 2025 | 3"
            })
    void takes_the_days_that_are_named(String request, double value) {
        assertThat(Readings.value(request, ORDERS)).isEqualTo(value);
    }

    @Test
    void takes_the_days_of_what_a_row_is_where_none_are_named() {
        assertThat(Readings.value("total amount in February 2025", ORDERS)).isEqualTo(14.0);
    }

    @Test
    void takes_the_days_that_are_named_in_chinese() {
        assertThat(Readings.value("就诊日期在2025年1月的费用合计", VISITS)).isEqualTo(1.0);
        assertThat(Readings.value("出生日期在2025年1月的费用合计", VISITS)).isEqualTo(2.0);
    }

    @Test
    void refuses_a_time_without_days() {
        Table none = table(row("Name", "Kind", "Amount"), row("a", "b", 1), row("c", "d", 2));

        assertThat(Readings.refusal("total amount in February 2025", none).code())
                .isEqualTo("no_such_column");
    }
}
