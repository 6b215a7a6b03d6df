package io.inkstone.documents.reading;

import static io.inkstone.documents.WrittenTables.BLANK;
import static io.inkstone.documents.WrittenTables.row;
import static io.inkstone.documents.WrittenTables.table;
import static io.inkstone.documents.WrittenTables.workbook;
import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.documents.sheet.Table;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each cell is a power of two, or ten, of its own, so that a sum tells which cells are in it. */
final class PeriodColumnsTest {

    private static final Table MONTHS = table(
            row("Department", "Jan", "Feb", "Mar", "Apr", "May", "Jun"),
            row("Sales", 1, 2, 4, 8, 16, 32),
            row("Legal", 100, 200, 400, 800, 1600, 3200));

    private static final Table CHINESE_MONTHS = table(
            row("部门", "1月", "2月", "3月", "4月", "5月", "6月"),
            row("销售部", 1, 2, 4, 8, 16, 32),
            row("法务部", 100, 200, 400, 800, 1600, 3200));

    private static final Table QUARTERS =
            table(row("Region", "Q1", "Q2", "Q3", "Q4"), row("East", 1, 2, 4, 8), row("West", 10, 20, 40, 80));

    /** Under two rows of headers a budget and an actual figure for each month. */
    private static final Table PLAN = workbook(
                    "Plan",
                    List.of(
                            row("Department", "Jan", BLANK, "Feb", BLANK, "Mar", BLANK),
                            row(BLANK, "Budget", "Actual", "Budget", "Actual", "Budget", "Actual"),
                            row("Sales", 1, 10, 2, 20, 4, 40),
                            row("Legal", 100, 1000, 200, 2000, 400, 4000)))
            .tables()
            .get(0);

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "total in March | 404",
                "total for Sales in April | 8",
                "Sales in Q1 | 7",
                "total in the first quarter | 707",
                "total spend of Legal from April to June | 5600",
                "what did Sales spend over the whole year | 63"
            })
    void takes_a_stretch_of_time_for_the_columns_of_its_months(String request, double value) {
        assertThat(Readings.value(request, MONTHS)).isEqualTo(value);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {"3月合计 | 404", "销售部5月是多少 | 16", "销售部第一季度合计 | 7", "法务部4月到6月合计 | 5600", "法务部全年合计 | 6300"})
    void takes_it_in_chinese(String request, double value) {
        assertThat(Readings.value(request, CHINESE_MONTHS)).isEqualTo(value);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "East in Q2 | 2",
                "total of West for the full year | 150",
                "East 2025 Q3 | 4",
                "difference between Q1 and Q4 for East | 7"
            })
    void takes_quarters_for_columns(String request, double value) {
        assertThat(Readings.value(request, QUARTERS)).isEqualTo(value);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "total budget of Sales in Q1 | 7",
                "total actual in Q1 | 7070",
                "actual of Legal in February | 2000",
                "Sales budget for March | 4"
            })
    void takes_the_kind_of_figure_that_is_named(String request, double value) {
        assertThat(Readings.value(request, PLAN)).isEqualTo(value);
    }

    @Test
    void orders_by_the_month_that_is_named() {
        assertThat(Readings.value("which department had the highest May", MONTHS))
                .isEqualTo("Legal");
    }

    @Test
    void writes_the_columns_of_a_quarter_into_the_formula() {
        assertThat(Readings.formula("total in the first quarter", MONTHS)).isEqualTo("SUM((B2:B3+C2:C3+D2:D3))");
        assertThat(Readings.formula("total in March", MONTHS)).isEqualTo("SUM(D2:D3)");
    }

    @Test
    void computes_no_quarter_of_which_a_month_is_missing() {
        assertThat(Readings.refusal("total in Q3", MONTHS).code()).isEqualTo("no_such_column");
        assertThat(Readings.refusal("total in August", MONTHS).code()).isEqualTo("no_such_column");
        assertThat(Readings.refusal("八月合计", CHINESE_MONTHS).code()).isEqualTo("no_such_column");
    }

    @Test
    void takes_a_single_month_for_no_calendar() {
        Table visits = table(row("Visitor", "May", "Paid"), row("Ann", 1, 10), row("Bob", 2, 20));

        assertThat(Readings.value("total paid", visits)).isEqualTo(30.0);
        assertThat(Readings.value("total May", visits)).isEqualTo(3.0);
    }
}
