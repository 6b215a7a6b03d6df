package io.inkstone.documents.reading;

import static io.inkstone.documents.WrittenTables.BLANK;
import static io.inkstone.documents.WrittenTables.row;
import static io.inkstone.documents.WrittenTables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.documents.sheet.Table;
import io.inkstone.documents.sketch.SketchRunner;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ComputedColumnsTest {

    private static final Table ORDERS = table(
            row("Order No", "Region", "Order Date", "Ship Date", "Net", "Cost", "Units"),
            row("A1", "East", LocalDate.of(2025, 1, 1), LocalDate.of(2025, 1, 4), 100, 60, 2),
            row("A2", "East", LocalDate.of(2025, 2, 1), LocalDate.of(2025, 2, 2), 50, 20, 5),
            row("A3", "West", LocalDate.of(2025, 3, 1), LocalDate.of(2025, 3, 11), 80, 90, 10));

    private static final Table SHOPS = table(
            row("门店", "下单日期", "送达日期", "堂食", "外卖", "团购"),
            row("一店", LocalDate.of(2025, 1, 1), LocalDate.of(2025, 1, 3), 1, 2, 4),
            row("二店", LocalDate.of(2025, 1, 2), LocalDate.of(2025, 1, 9), 10, 20, BLANK));

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "total net minus cost | 60",
                "average net minus cost for East | 35",
                "total net plus cost in East | 230",
                "sum of net and cost combined for West | 170",
                "total of net times units | 1250",
                "highest net divided by units | 50",
                "average days between order date and ship date | 4.666666666666667",
                "how many days between order date and ship date for order A3 | 10",
                "longest time in days between order date and ship date in East | 3"
            })
    void computes_columns_with_each_other_row_by_row(String request, double value) {
        assertThat(Readings.value(request, ORDERS)).isEqualTo(value);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {"堂食+外卖+团购合计 | 37", "二店堂食加外卖一共多少 | 30", "外卖减堂食合计 | 11", "一店下单日期到送达日期隔了几天 | 2"})
    void computes_them_in_chinese(String request, double value) {
        assertThat(Readings.value(request, SHOPS)).isEqualTo(value);
    }

    @Test
    void multiplies_before_it_adds() {
        assertThat(Readings.value("total of cost plus net times units", ORDERS)).isEqualTo(1420.0);
    }

    @Test
    void computes_nothing_of_columns_that_are_only_named_one_after_the_other() {
        assertThat(Readings.value("total net", ORDERS)).isEqualTo(230.0);
        assertThat(Readings.of("net and cost of order A1", ORDERS))
                .noneMatch(reading -> Double.valueOf(160)
                        .equals(SketchRunner.run(reading.sketch()).value()));
    }
}
