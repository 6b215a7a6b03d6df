package io.inkstone.documents.reading;

import static io.inkstone.documents.WrittenTables.row;
import static io.inkstone.documents.WrittenTables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.documents.sheet.Table;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With what a request wants to be answered. */
final class LabelsTest {

    private static final Table MACHINES = table(
            row("设备编号", "设备名称", "负责人", "停机时长（小时）"),
            row("E-01", "车床", "张三", 5),
            row("E-02", "铣床", "李四", 9),
            row("E-03", "磨床", "张三", 7));

    private static final Table ORDERS = table(
            row("Order ID", "Supplier", "Buyer name", "Category", "Order Date", "Amount"),
            row("O1", "Acme", "Ann", "Paper", LocalDate.of(2025, 1, 3), 10),
            row("O2", "Moo", "Bob", "Ink", LocalDate.of(2025, 2, 3), 30),
            row("O3", "Acme", "Ann", "Paper", LocalDate.of(2025, 3, 3), 25),
            row("O4", "Zed", "Cid", "Ink", LocalDate.of(2025, 1, 1), 1));

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "哪台设备停机时长最长，给我编号 | E-02",
                "停机时长最长的设备名称 | 铣床",
                "停机时长最短的设备名称 | 车床",
                "哪台设备停机时长最短，给出设备名称 | 车床",
                "单次停机时长最长的，负责人是谁 | 李四"
            })
    void answers_in_the_form_that_is_wanted(String request, String value) {
        assertThat(Readings.value(request, MACHINES)).isEqualTo(value);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "who placed the order with the highest amount | Bob",
                "which supplier has the highest total amount | Acme",
                "which supplier has the lowest total amount | Zed",
                "the order ID with the lowest amount | O4",
                "which category has the highest average amount | Paper",
                "the supplier with the most orders | Acme",
                "which supplier has the second highest total amount | Moo"
            })
    void says_which_one(String request, String value) {
        assertThat(Readings.value(request, ORDERS)).isEqualTo(value);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "when did we last order from Acme | 2025-03-03",
                "when was the last order | 2025-03-03",
                "when was the first order | 2025-01-01",
                "when was the first order from Acme | 2025-01-03",
                "when was the order with the highest amount | 2025-02-03",
                "what day was the earliest order of Ink | 2025-01-01"
            })
    void says_when(String request, LocalDate day) {
        assertThat(Readings.value(request, ORDERS)).isEqualTo(day);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "how many orders | 4",
                "how many suppliers are there | 3",
                "how many different categories | 2",
                "how many people are in the list | 3",
                "number of orders from Acme | 2"
            })
    void says_how_many(String request, double count) {
        assertThat(Readings.value(request, ORDERS)).isEqualTo(count);
    }
}
