package io.inkstone.documents.sketch;

import static io.inkstone.documents.WrittenTables.BLANK;
import static io.inkstone.documents.WrittenTables.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.documents.linking.Comparison;
import io.inkstone.documents.sheet.Column;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Numbers and days that the cells hold as texts: formulas have to turn them into such before they compute. */
final class StoredTextTest {

    private static final Judged DATA = Judged.of(
            row("Order No", "Region", "Amount", "Rate", "Day", "Units"),
            row("A1", "East", "1200", "5%", "2024-01-05", 1),
            row("A2", "West", "300.5", "10%", "2024-02-10", 2),
            row("A3", "East", "40", "7.5%", "2025-02-28", 3),
            row("A4", "West", BLANK, "1%", "2025-12-31", 4),
            row("A5", "East", "7", BLANK, "2025-03-01", 5));

    private static final Column AMOUNT = DATA.column("Amount");
    private static final Column RATE = DATA.column("Rate");
    private static final Column DAY = DATA.column("Day");
    private static final Condition EAST = new Condition.In(DATA.column("Region"), List.of("East"), false);

    @Test
    void are_seen_as_such() {
        assertThat(List.of(AMOUNT, RATE, DAY)).allMatch(Column::storedAsText);
        assertThat(DATA.column("Units").storedAsText()).isFalse();
    }

    @Test
    void are_turned_into_numbers_for_figures() {
        assertThat(DATA.value(figure(Aggregate.SUM, AMOUNT))).isEqualTo(1547.5);
        assertThat(DATA.value(figure(Aggregate.AVERAGE, AMOUNT, EAST))).isEqualTo(1247.0 / 3);
        assertThat(DATA.value(figure(Aggregate.MAX, RATE))).isEqualTo(0.1);
        assertThat(DATA.value(figure(Aggregate.MEDIAN, AMOUNT))).isEqualTo(170.25);
        assertThat(DATA.value(new Sketch.Nth(DATA.table(), AMOUNT, 2, true, List.of())))
                .isEqualTo(300.5);
        assertThat(DATA.value(new Sketch.Share(DATA.table(), AMOUNT, List.of(EAST), List.of())))
                .isEqualTo(1247 / 1547.5);
    }

    @Test
    void are_turned_into_numbers_for_conditions() {
        assertThat(DATA.value(count(new Condition.Compares(AMOUNT, Comparison.ABOVE, 40))))
                .isEqualTo(2.0);
        assertThat(DATA.value(count(new Condition.Between(RATE, 0.05, 0.08)))).isEqualTo(2.0);
        assertThat(DATA.value(figure(
                        Aggregate.SUM, DATA.column("Units"), new Condition.Compares(RATE, Comparison.AT_MOST, 0.05))))
                .isEqualTo(5.0);
        assertThat(DATA.value(count(new Condition.Against(AMOUNT, Comparison.ABOVE, DATA.column("Units")))))
                .isEqualTo(4.0);
    }

    @Test
    void are_turned_into_days_for_conditions() {
        assertThat(DATA.value(count(year(2025)))).isEqualTo(3.0);
        assertThat(DATA.value(count(new Condition.Months(DAY, List.of(2))))).isEqualTo(2.0);
        assertThat(DATA.value(figure(Aggregate.SUM, AMOUNT, year(2024)))).isEqualTo(1500.5);
        assertThat(DATA.value(figure(Aggregate.MAX, DAY, EAST))).isEqualTo(Column.serial(LocalDate.of(2025, 3, 1)));
    }

    @Test
    void are_turned_into_numbers_to_say_which_is_the_highest() {
        assertThat(DATA.value(best(DATA.column("Order No"), Sketch.Measure.ROW, AMOUNT, true)))
                .isEqualTo("A1");
        assertThat(DATA.value(best(DATA.column("Region"), Sketch.Measure.SUM, AMOUNT, false)))
                .isEqualTo("West");
        assertThat(DATA.value(best(DATA.column("Order No"), Sketch.Measure.ROW, DAY, false)))
                .isEqualTo("A1");
    }

    @Test
    void are_turned_into_numbers_in_what_is_computed_of_them() {
        Column times = new RowExpression.Binary(
                        RowExpression.Operator.TIMES, new RowExpression.Cell(AMOUNT), new RowExpression.Cell(RATE))
                .column("Fee", DATA.table());
        Column sum = new RowExpression.Sum(List.of(AMOUNT, DATA.column("Units"))).column("Both", DATA.table());

        assertThat(DATA.value(figure(Aggregate.SUM, times))).isEqualTo(1200 * 0.05 + 300.5 * 0.1 + 40 * 0.075);
        assertThat(DATA.value(figure(Aggregate.SUM, sum))).isEqualTo(1562.5);
    }

    @Test
    void are_converted_in_the_array_as_in_every_row() {
        assertThat(Judged.formula(figure(Aggregate.SUM, AMOUNT)).text())
                .isEqualTo("SUM(IF(ISNUMBER(IFERROR(VALUE(C2:C6&\"\"),\"\")),IFERROR(VALUE(C2:C6&\"\"),\"\"),\"\"))");
        assertThat(Judged.formula(count(year(2025))).text())
                .contains("IFERROR(DATEVALUE(SUBSTITUTE(E2:E6,\".\",\"-\")),\"\")>=DATE(2025,1,1)")
                .doesNotContain("COUNTIFS");
        assertThat(Judged.formula(count(new Condition.Between(RATE, 0.05, 0.08)))
                        .text())
                .contains("IFERROR(VALUE(SUBSTITUTE(D2:D6&\"\",\"%\",\"\"))/100,\"\")")
                .doesNotContain("COUNTIFS");
    }

    @Test
    void are_compared_as_the_texts_they_are_where_texts_are_asked() {
        Condition text = new Condition.In(AMOUNT, List.of("300.5"), false);

        assertThat(Judged.formula(count(text)).text()).isEqualTo("SUM(IF((C2:C6=\"300.5\"),1,0))");
        assertThat(DATA.value(count(text))).isEqualTo(1.0);
    }

    @Test
    void are_computed_with_beside_numbers_in_one_column() {
        Judged mixed = Judged.of(
                row("Order No", "Region", "Amount"),
                row("A1", "East", "1,200"),
                row("A2", "West", 300),
                row("A3", "East", "45"),
                row("A4", "West", 5.5));
        Sketch sum = new Sketch.Figure(mixed.table(), Aggregate.SUM, mixed.column("Amount"), List.of());
        Sketch above = new Sketch.Figure(
                mixed.table(),
                Aggregate.COUNT,
                null,
                List.of(new Condition.Compares(mixed.column("Amount"), Comparison.ABOVE, 100)));

        assertThat(mixed.value(sum)).isEqualTo(1550.5);
        assertThat(mixed.value(above)).isEqualTo(2.0);
    }

    private static Condition year(int year) {
        return new Condition.Days(DAY, LocalDate.of(year, 1, 1), LocalDate.of(year + 1, 1, 1));
    }

    private static Sketch figure(Aggregate aggregate, Column column, Condition... where) {
        return new Sketch.Figure(DATA.table(), aggregate, column, List.of(where));
    }

    private static Sketch count(Condition... where) {
        return new Sketch.Figure(DATA.table(), Aggregate.COUNT, null, List.of(where));
    }

    private static Sketch best(Column label, Sketch.Measure measure, @Nullable Column column, boolean highest) {
        return new Sketch.Best(DATA.table(), label, measure, column, highest, 1, List.of());
    }
}
