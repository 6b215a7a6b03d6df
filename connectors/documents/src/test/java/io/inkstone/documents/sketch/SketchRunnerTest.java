package io.inkstone.documents.sketch;

import static io.inkstone.documents.sketch.SmallTable.DAY;
import static io.inkstone.documents.sketch.SmallTable.REGION;
import static io.inkstone.documents.sketch.SmallTable.REP;
import static io.inkstone.documents.sketch.SmallTable.SALES;
import static io.inkstone.documents.sketch.SmallTable.TABLE;
import static io.inkstone.documents.sketch.SmallTable.TARGET;
import static io.inkstone.documents.sketch.SmallTable.compares;
import static io.inkstone.documents.sketch.SmallTable.count;
import static io.inkstone.documents.sketch.SmallTable.figure;
import static io.inkstone.documents.sketch.SmallTable.in;
import static io.inkstone.documents.sketch.SmallTable.months;
import static io.inkstone.documents.sketch.SmallTable.notIn;
import static io.inkstone.documents.sketch.SmallTable.year;
import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.documents.linking.Comparison;
import io.inkstone.documents.sheet.Column;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SketchRunnerTest {

    @Test
    void computes_figures_of_all_rows() {
        assertThat(value(figure(Aggregate.SUM, SALES))).isEqualTo(112.0);
        assertThat(value(figure(Aggregate.AVERAGE, SALES))).isEqualTo(112.0 / 6);
        assertThat(value(figure(Aggregate.MAX, SALES))).isEqualTo(40.0);
        assertThat(value(figure(Aggregate.MIN, SALES))).isEqualTo(5.0);
        assertThat(value(count())).isEqualTo(7.0);
        assertThat(value(figure(Aggregate.DISTINCT, REGION))).isEqualTo(4.0);
        assertThat(value(figure(Aggregate.DISTINCT, REP))).isEqualTo(4.0);
    }

    @Test
    void takes_texts_whatever_their_case() {
        assertThat(value(figure(Aggregate.SUM, SALES, in(REGION, "East")))).isEqualTo(55.0);
        assertThat(value(figure(Aggregate.SUM, SALES, in(REGION, "East", "WEST"))))
                .isEqualTo(105.0);
        assertThat(value(figure(Aggregate.SUM, SALES, notIn(REGION, "East", "West"))))
                .isEqualTo(7.0);
    }

    @Test
    void takes_an_empty_cell_for_none_of_the_excluded_texts() {
        assertThat(value(count(notIn(REP, "Ann")))).isEqualTo(4.0);
        assertThat(value(count(in(REP, "Ann")))).isEqualTo(3.0);
    }

    @Test
    void compares_numbers_and_leaves_empty_cells_out() {
        assertThat(value(count(compares(SALES, Comparison.ABOVE, 10)))).isEqualTo(3.0);
        assertThat(value(count(compares(SALES, Comparison.AT_LEAST, 10)))).isEqualTo(4.0);
        assertThat(value(count(compares(SALES, Comparison.BELOW, 10)))).isEqualTo(2.0);
        assertThat(value(count(compares(SALES, Comparison.AT_MOST, 10)))).isEqualTo(3.0);
        assertThat(value(count(compares(SALES, Comparison.EQUAL, 10)))).isEqualTo(1.0);
        assertThat(value(count(new Condition.Between(SALES, 7, 20)))).isEqualTo(3.0);
        assertThat(value(count(new Condition.Against(SALES, Comparison.BELOW, TARGET))))
                .isEqualTo(2.0);
    }

    @Test
    void takes_days_from_the_first_to_before_the_last() {
        assertThat(value(figure(Aggregate.SUM, SALES, year(2024)))).isEqualTo(70.0);
        assertThat(value(count(new Condition.Days(DAY, LocalDate.of(2024, 1, 5), LocalDate.of(2024, 3, 15)))))
                .isEqualTo(2.0);
        assertThat(value(count(new Condition.Days(DAY, null, LocalDate.of(2025, 1, 1)))))
                .isEqualTo(3.0);
        assertThat(value(count(new Condition.Days(DAY, LocalDate.of(2025, 1, 20), null))))
                .isEqualTo(3.0);
    }

    @Test
    void takes_months_of_any_year() {
        assertThat(value(count(months(1)))).isEqualTo(2.0);
        assertThat(value(count(months(4, 5, 6)))).isEqualTo(2.0);
    }

    @Test
    void tells_empty_cells_from_filled_ones() {
        assertThat(value(count(new Condition.Blank(SALES, false)))).isEqualTo(1.0);
        assertThat(value(count(new Condition.Blank(DAY, true)))).isEqualTo(6.0);
        assertThat(value(count(new Condition.Blank(REP, false)))).isEqualTo(1.0);
    }

    @Test
    void wants_every_condition_to_hold() {
        Outcome outcome = SketchRunner.run(figure(Aggregate.SUM, SALES, in(REGION, "East"), year(2024)));

        assertThat(outcome.value()).isEqualTo(50.0);
        assertThat(outcome.rows()).isEqualTo(2);
    }

    @Test
    void gives_no_value_where_no_row_has_a_number() {
        assertThat(value(figure(Aggregate.AVERAGE, SALES, in(REGION, "North")))).isNull();
        assertThat(value(figure(Aggregate.MAX, SALES, in(REGION, "Nowhere")))).isNull();
        assertThat(value(figure(Aggregate.SUM, SALES, in(REGION, "Nowhere")))).isEqualTo(0.0);
        assertThat(value(new Sketch.Share(TABLE, SALES, List.of(year(2024)), List.of(in(REGION, "North")))))
                .isNull();
    }

    @Test
    void knows_when_a_value_is_a_day() {
        Outcome latest = SketchRunner.run(figure(Aggregate.MAX, DAY));

        assertThat(latest.day()).isTrue();
        assertThat(latest.value()).isEqualTo(Column.serial(LocalDate.of(2025, 6, 30)));
        assertThat(SketchRunner.run(figure(Aggregate.DISTINCT, DAY)).day()).isFalse();
    }

    @Test
    void gives_the_number_at_a_place() {
        assertThat(value(new Sketch.Nth(TABLE, SALES, 2, true, List.of()))).isEqualTo(30.0);
        assertThat(value(new Sketch.Nth(TABLE, SALES, 2, false, List.of()))).isEqualTo(7.0);
        assertThat(value(new Sketch.Nth(TABLE, SALES, 3, true, List.of(in(REGION, "East")))))
                .isEqualTo(5.0);
        assertThat(value(new Sketch.Nth(TABLE, SALES, 7, true, List.of()))).isNull();
    }

    @Test
    void gives_the_share_of_a_part_in_its_whole() {
        assertThat(value(new Sketch.Share(TABLE, SALES, List.of(in(REGION, "East")), List.of())))
                .isEqualTo(55.0 / 112);
        assertThat(value(new Sketch.Share(TABLE, null, List.of(in(REGION, "East")), List.of(year(2024)))))
                .isEqualTo(2.0 / 3);
    }

    @Test
    void finds_the_row_at_a_place() {
        assertThat(value(best(REP, Sketch.Measure.ROW, SALES, true, 1))).isEqualTo("Cid");
        assertThat(value(best(REP, Sketch.Measure.ROW, SALES, true, 2))).isEqualTo("Dee");
        assertThat(value(best(REP, Sketch.Measure.ROW, TARGET, false, 2))).isEqualTo("Ann");
        assertThat(SketchRunner.run(best(DAY, Sketch.Measure.ROW, SALES, true, 1))
                        .day())
                .isTrue();
    }

    @Test
    void finds_the_group_at_a_place() {
        assertThat(value(best(REGION, Sketch.Measure.SUM, SALES, true, 1))).isEqualTo("East");
        assertThat(value(best(REGION, Sketch.Measure.SUM, SALES, true, 2))).isEqualTo("west");
        assertThat(value(best(REGION, Sketch.Measure.AVERAGE, SALES, true, 1))).isEqualTo("west");
        assertThat(value(best(REGION, Sketch.Measure.SUM, SALES, false, 1))).isEqualTo("North");
        assertThat(value(best(REGION, Sketch.Measure.AVERAGE, SALES, false, 1))).isEqualTo("South");
        assertThat(value(best(REP, Sketch.Measure.COUNT, null, true, 1))).isEqualTo("Ann");
    }

    @Test
    void counts_how_many_stand_at_the_same_place() {
        assertThat(SketchRunner.run(best(REP, Sketch.Measure.COUNT, null, false, 1))
                        .ties())
                .isEqualTo(3);
        assertThat(SketchRunner.run(best(REGION, Sketch.Measure.SUM, SALES, true, 1))
                        .ties())
                .isEqualTo(1);
    }

    private static Sketch best(
            Column label, Sketch.Measure measure, @Nullable Column column, boolean highest, int place) {
        return new Sketch.Best(TABLE, label, measure, column, highest, place, List.of());
    }

    private static @Nullable Object value(Sketch sketch) {
        return SketchRunner.run(sketch).value();
    }
}
