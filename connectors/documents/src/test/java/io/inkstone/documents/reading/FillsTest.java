package io.inkstone.documents.reading;

import static io.inkstone.documents.WrittenTables.BLANK;
import static io.inkstone.documents.WrittenTables.row;
import static io.inkstone.documents.WrittenTables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.documents.sheet.Table;
import io.inkstone.documents.sketch.Sketch;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FillsTest {

    private static final Table ORDERS = table(
            row("Order No", "Region", "Order Date", "Due Date", "Net", "Weight (kg)"),
            row("A1", "East", LocalDate.of(2025, 1, 1), LocalDate.of(2025, 1, 4), 100, 2),
            row("A2", "West", LocalDate.of(2025, 2, 1), LocalDate.of(2025, 2, 2), 50, 5),
            row("A3", "East", LocalDate.of(2025, 7, 1), LocalDate.of(2025, 7, 11), 80, 10));

    private static final Table PEOPLE = table(
            row("First Name", "Last Name", "City", "Score"),
            row("Ann", "Lee", "Rome", 5),
            row("Bob", BLANK, "Oslo", 7),
            row("Cid", "Ong", "Rome", 7),
            row("Dee", "Ray", "Oslo", 1));

    private static final Table STOCK = table(
            row("姓名", "类型", "日期", "数量"),
            row("张三", "入库", LocalDate.of(2025, 1, 1), 10),
            row("李四", "出库", LocalDate.of(2025, 1, 2), 4),
            row("张三", "入库", LocalDate.of(2025, 1, 3), 5));

    @Test
    void puts_one_of_two_texts_into_each_row() {
        assertThat(Readings.filled("add a column that says \"big\" if net is over 70, otherwise \"small\"", ORDERS))
                .containsExactly("big", "small", "big");
        assertThat(Readings.filled("in each row, put \"top\" when score is at least 7 else \"rest\"", PEOPLE))
                .containsExactly("rest", "top", "top", "rest");
        assertThat(Readings.filled("给每一行加一列，数量大于4的写“多”，否则写“少”", STOCK)).containsExactly("多", "少", "多");
        assertThat(Readings.filled("新增一列：类型是入库就写“进”，其他写“出”", STOCK)).containsExactly("进", "出", "进");
    }

    @Test
    void puts_a_part_of_a_number_into_the_rows_that_fulfil_a_condition() {
        assertThat(Readings.filled("add a column with 10% of net if region is East, otherwise 0", ORDERS))
                .containsExactly(10.0, 0.0, 8.0);
    }

    @Test
    void joins_texts_with_one_space_where_both_are_there() {
        assertThat(Readings.filled("add a column with the full name", PEOPLE))
                .containsExactly("Ann Lee", "Bob", "Cid Ong", "Dee Ray");
    }

    @Test
    void adds_up_from_row_to_row() {
        assertThat(Readings.filled("running total of net in each row", ORDERS)).containsExactly(100.0, 150.0, 230.0);
        assertThat(Readings.filled("每行累计数量", STOCK)).containsExactly(10.0, 14.0, 19.0);
        assertThat(Readings.formula("running total of net in each row", ORDERS)).isEqualTo("SUM($E$2:$E2)");
    }

    @Test
    void adds_what_comes_in_and_takes_away_what_goes_out() {
        assertThat(Readings.filled("加一列累计库存，入库加出库减", STOCK)).containsExactly(10.0, 6.0, 11.0);
    }

    @Test
    void gives_equal_numbers_the_same_place() {
        assertThat(Readings.filled("rank everyone by score", PEOPLE)).containsExactly(3.0, 1.0, 1.0, 4.0);
        assertThat(Readings.filled("rank each by score from lowest", PEOPLE)).containsExactly(2.0, 3.0, 3.0, 1.0);
        assertThat(Readings.filled("给每行按数量排名次", STOCK)).containsExactly(1.0, 3.0, 2.0);
    }

    @Test
    void computes_with_the_cells_of_the_row() {
        assertThat(Readings.filled("add a column with the days between order date and due date", ORDERS))
                .containsExactly(3.0, 1.0, 10.0);
        assertThat(Readings.filled("add a column with net per kg", ORDERS)).containsExactly(50.0, 10.0, 8.0);
    }

    @Test
    void counts_the_days_since_a_day_that_has_passed() {
        assertThat(Readings.filled("add a column with 30 June 2025 minus the due date, 0 if not yet due", ORDERS))
                .containsExactly(177.0, 148.0, 0.0);
    }

    @Test
    void writes_the_formula_of_the_first_row() {
        assertThat(Readings.formula("add a column that says \"big\" if net is over 70, otherwise \"small\"", ORDERS))
                .isEqualTo("IF(($E2>70),\"big\",\"small\")");
        assertThat(Readings.formula("rank everyone by score", PEOPLE)).isEqualTo("RANK($D2,$D$2:$D$5,0)");
        assertThat(Readings.formula("add a column with the full name", PEOPLE)).isEqualTo("TRIM($A2&\" \"&$B2)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"total net", "which order has the highest net", "what is the rank of order A2 by net"})
    void fills_nothing_where_one_figure_is_asked(String request) {
        assertThat(Readings.likeliest(request, ORDERS)).isNotInstanceOf(Sketch.Fill.class);
    }
}
