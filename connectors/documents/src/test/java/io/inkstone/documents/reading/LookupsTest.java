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
import org.junit.jupiter.params.provider.CsvSource;

final class LookupsTest {

    private static final Table PEOPLE = table(
            row("Employee", "Department", "Manager", "Office", "Salary"),
            row("Ann Lee", "Legal", "Zoe Fox", "Rome", 100),
            row("Bob Ray", "Sales", "Zoe Fox", "Oslo", 200),
            row("Cid Ong", "Sales", "Yan Hu", BLANK, 300));

    private static final Table MACHINES = table(
            row("设备编号", "设备名称", "车间", "停机时长（小时）"),
            row("E-01", "车床", "一车间", 5),
            row("E-02", "铣床", "二车间", 9),
            row("E-03", "磨床", "二车间", 7));

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "manager of Cid Ong | Yan Hu",
                "what is the office of Bob Ray | Oslo",
                "which department is Ann Lee in | Legal",
                "who is the manager of Bob Ray | Zoe Fox"
            })
    void gives_what_stands_in_the_row_that_is_named(String request, String value) {
        assertThat(Readings.value(request, PEOPLE)).isEqualTo(value);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {"铣床的编号 | E-02", "车床在哪个车间 | 一车间", "E-03的设备名称 | 磨床"})
    void gives_it_in_chinese(String request, String value) {
        assertThat(Readings.value(request, MACHINES)).isEqualTo(value);
    }

    @Test
    void gives_a_number_of_one_row() {
        assertThat(Readings.value("salary of Bob Ray", PEOPLE)).isEqualTo(200.0);
        assertThat(Readings.value("铣床的停机时长", MACHINES)).isEqualTo(9.0);
    }

    @Test
    void adds_up_where_several_rows_differ() {
        assertThat(Readings.likeliest("salary of the Sales department", PEOPLE)).isInstanceOf(Sketch.Figure.class);
        assertThat(Readings.value("salary of the Sales department", PEOPLE)).isEqualTo(500.0);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {"what product is order A3 | Tea", "category of order A4 | Grains", "supplier of order A2 | Moo"})
    void looks_it_up_in_another_sheet(String request, String value) {
        assertThat(Readings.value(request, OrdersAndProducts.ORDERS)).isEqualTo(value);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "total quantity of Tea | 7",
                "total quantity for supplier Acme | 8",
                "how many different products were ordered | 3"
            })
    void takes_rows_by_what_another_sheet_says_of_them(String request, double value) {
        assertThat(Readings.value(request, OrdersAndProducts.ORDERS)).isEqualTo(value);
    }

    @Test
    void says_which_one_of_another_sheet_has_the_most() {
        assertThat(Readings.value("which product has the highest total quantity", OrdersAndProducts.ORDERS))
                .isEqualTo("Tea");
    }

    @Test
    void prefers_what_the_sheet_itself_says() {
        assertThat(Readings.value("order date of A2", OrdersAndProducts.ORDERS)).isEqualTo(LocalDate.of(2025, 2, 1));
        assertThat(Readings.formula("quantity of order A2", OrdersAndProducts.ORDERS))
                .isEqualTo("INDEX(C2:C5,MATCH(\"A2\",A2:A5,0))");
    }
}
