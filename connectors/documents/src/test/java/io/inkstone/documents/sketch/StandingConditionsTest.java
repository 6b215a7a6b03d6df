package io.inkstone.documents.sketch;

import static io.inkstone.documents.WrittenTables.BLANK;
import static io.inkstone.documents.WrittenTables.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.documents.sheet.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows of totals among the data are counted and added up by nothing. */
final class StandingConditionsTest {

    private static final Judged DATA = Judged.of(
            row("Region", "Rep", "Sales"),
            row("East", "Ann", 1),
            row("East", "Bob", 2),
            row("Subtotal", BLANK, 3),
            row("West", "Cid", 40),
            row("West", "Ann", 10),
            row("Subtotal", BLANK, 50),
            row("North", "Dee", 100),
            row("North", "Eve", 1));

    private static final Judged CHINESE = Judged.of(
            row("大区", "员工", "销售额"),
            row("华东", "张三", 1),
            row("华东", "李四", 2),
            row("小计", BLANK, 3),
            row("华南", "王五", 40),
            row("小计", BLANK, 40),
            row("华北", "赵六", 100));

    private static final Column REGION = DATA.column("Region");
    private static final Column SALES = DATA.column("Sales");

    @Test
    void leaves_totals_out_of_figures() {
        assertThat(value(new Sketch.Figure(DATA.table(), Aggregate.SUM, SALES, List.of())))
                .isEqualTo(154.0);
        assertThat(value(new Sketch.Figure(DATA.table(), Aggregate.COUNT, null, List.of())))
                .isEqualTo(6.0);
        assertThat(value(new Sketch.Figure(DATA.table(), Aggregate.DISTINCT, REGION, List.of())))
                .isEqualTo(3.0);
        assertThat(value(new Sketch.Nth(DATA.table(), SALES, 2, true, List.of())))
                .isEqualTo(40.0);
    }

    @Test
    void leaves_totals_out_of_shares_and_places() {
        Condition west = in(REGION, "West");

        assertThat(value(new Sketch.Share(DATA.table(), SALES, List.of(west), List.of())))
                .isEqualTo(50.0 / 154);
        assertThat(value(new Sketch.Best(DATA.table(), REGION, Sketch.Measure.SUM, SALES, true, 2, List.of())))
                .isEqualTo("West");
        assertThat(value(new Sketch.Rank(DATA.table(), SALES, true, List.of(in(DATA.column("Rep"), "Cid")), List.of())))
                .isEqualTo(2.0);
    }

    @Test
    void leaves_totals_out_of_both_figures_that_are_compared() {
        Sketch all = new Sketch.Figure(DATA.table(), Aggregate.SUM, SALES, List.of());
        Sketch east = new Sketch.Figure(DATA.table(), Aggregate.SUM, SALES, List.of(in(REGION, "East")));

        assertThat(value(new Sketch.Combined(Sketch.Relation.DIFFERENCE, all, east)))
                .isEqualTo(151.0);
    }

    @Test
    void leaves_chinese_totals_out() {
        Sketch sum = new Sketch.Figure(CHINESE.table(), Aggregate.SUM, CHINESE.column("销售额"), List.of());

        assertThat(CHINESE.value(StandingConditions.applied(sum))).isEqualTo(143.0);
    }

    @Test
    void says_no_more_than_the_request_where_it_names_the_values() {
        Sketch east = new Sketch.Figure(DATA.table(), Aggregate.SUM, SALES, List.of(in(REGION, "East")));

        assertThat(StandingConditions.applied(east)).isEqualTo(east);
    }

    @Test
    void says_no_more_of_a_table_without_totals() {
        Sketch sum = new Sketch.Figure(SmallTable.TABLE, Aggregate.SUM, SmallTable.SALES, List.of());

        assertThat(StandingConditions.applied(sum)).isSameAs(sum);
    }

    private static @Nullable Object value(Sketch sketch) {
        return DATA.value(StandingConditions.applied(sketch));
    }

    private static Condition in(Column column, String value) {
        return new Condition.In(column, List.of(value), false);
    }
}
