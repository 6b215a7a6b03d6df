package io.inkstone.documents.reading;

import static io.inkstone.documents.WrittenTables.row;
import static io.inkstone.documents.WrittenTables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.inkstone.documents.sheet.Table;
import io.inkstone.documents.sketch.Sketch;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ComparedFiguresTest {

    private static final Table SALES = table(
            row("Region", "Day", "Sales", "Target"),
            row("East", LocalDate.of(2024, 2, 1), 100, 80),
            row("West", LocalDate.of(2024, 6, 1), 40, 50),
            row("East", LocalDate.of(2025, 2, 1), 150, 120),
            row("West", LocalDate.of(2025, 6, 1), 10, 20),
            row("North", LocalDate.of(2025, 7, 1), 5, 7));

    private static final Table CHINESE_SALES = table(
            row("大区", "日期", "销售额", "目标"),
            row("华东", LocalDate.of(2024, 2, 1), 100, 80),
            row("华南", LocalDate.of(2024, 6, 1), 40, 50),
            row("华东", LocalDate.of(2025, 2, 1), 150, 120),
            row("华南", LocalDate.of(2025, 6, 1), 10, 20),
            row("华北", LocalDate.of(2025, 7, 1), 5, 7));

    /** 140 in 2024 and 165 in 2025; of East 100 and 150. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "growth of sales from 2024 to 2025 | 0.178571428571",
                "by what percentage did sales grow from 2024 to 2025 | 0.178571428571",
                "sales growth in 2025 compared with 2024 | 0.178571428571",
                "sales growth of East from 2024 to 2025 | 0.5",
                "sales growth of West from 2024 to 2025 | -0.75"
            })
    void grows_from_the_earlier_time_to_the_later(String request, double value) {
        assertThat((Double) Readings.value(request, SALES)).isCloseTo(value, within(1e-9));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {"2025年销售额比2024年增长了多少 | 0.178571428571", "销售额同比增长率2025年比2024年 | 0.178571428571"})
    void grows_in_chinese(String request, double value) {
        assertThat((Double) Readings.value(request, CHINESE_SALES)).isCloseTo(value, within(1e-9));
    }

    /** East 250, West 50. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "East sales minus West sales | DIFFERENCE | 200",
                "sales of West minus East | DIFFERENCE | -200",
                "how much more did East sell than West | DIFFERENCE | 200",
                "how much less did West sell than East | DIFFERENCE | 200",
                "difference in sales between East and West | DISTANCE | 200",
                "difference in sales between West and East | DISTANCE | 200",
                "how many more orders in East than in North | DIFFERENCE | 1"
            })
    void takes_away_the_one_that_is_said_to_be_less(String request, Sketch.Relation relation, double value) {
        assertThat(Readings.likeliest(request, SALES))
                .isInstanceOfSatisfying(
                        Sketch.Combined.class,
                        combined -> assertThat(combined.relation()).isEqualTo(relation));
        assertThat(Readings.value(request, SALES)).isEqualTo(value);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "华东销售额减华南销售额 | 200",
                "华东的销售额比华南多多少 | 200",
                "华南的销售额比华东少多少 | 200",
                "华东和华南的销售额相差多少 | 200",
                "华南和华东的销售额相差多少 | 200"
            })
    void takes_it_away_in_chinese(String request, double value) {
        assertThat(Readings.value(request, CHINESE_SALES)).isEqualTo(value);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "difference between sales and target | 28",
                "difference between sales and target in East | 50",
                "difference in average sales between East and West | 100"
            })
    void holds_columns_and_means_against_each_other(String request, double value) {
        assertThat(Readings.value(request, SALES)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"growth of sales", "difference in sales of East", "growth of sales in 2025"})
    void refuses_where_only_one_side_is_named(String request) {
        assertThat(Readings.refusal(request, SALES).code()).isEqualTo("no_such_column");
    }
}
