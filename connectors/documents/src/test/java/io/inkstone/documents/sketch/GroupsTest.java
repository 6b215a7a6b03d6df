package io.inkstone.documents.sketch;

import static io.inkstone.documents.WrittenTables.BLANK;
import static io.inkstone.documents.WrittenTables.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.SheetFormula;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Groups that {@code SUMIFS} and its family cannot say. */
final class GroupsTest {

    private static final Judged DATA = Judged.of(
            row("First", "Last", "Day", "Sales"),
            row("Ann", "Lee", LocalDate.of(2024, 1, 5), 10),
            row("Ann", "Ray", LocalDate.of(2024, 2, 10), 70),
            row("ann", "lee", LocalDate.of(2025, 1, 15), 20),
            row("Bob", "Lee", LocalDate.of(2025, 1, 20), 25),
            row("Cid", "Ong", BLANK, 90),
            row("Dee", BLANK, LocalDate.of(2023, 1, 1), BLANK));

    private static final Condition JANUARY = new Condition.Months(DATA.column("Day"), List.of(1));

    private static final Column NAME =
            new RowExpression.Joined(List.of(DATA.column("First"), DATA.column("Last"))).column("Name", DATA.table());

    @ParameterizedTest
    @CsvSource({"SUM, true, Ann", "SUM, false, Dee", "AVERAGE, true, Bob", "AVERAGE, false, Ann"})
    void measures_groups_of_rows_of_a_month(Sketch.Measure measure, boolean highest, String value) {
        assertThat(DATA.value(best(DATA.column("First"), measure, DATA.column("Sales"), highest, JANUARY)))
                .isEqualTo(value);
    }

    @Test
    void counts_groups_of_rows_of_a_month() {
        assertThat(DATA.value(best(DATA.column("First"), Sketch.Measure.COUNT, null, true, JANUARY)))
                .isEqualTo("Ann");
    }

    @Test
    void measures_groups_of_a_computed_label() {
        assertThat(DATA.value(best(NAME, Sketch.Measure.SUM, DATA.column("Sales"), true)))
                .isEqualTo("Cid Ong");
        assertThat(DATA.value(best(NAME, Sketch.Measure.COUNT, null, true))).isEqualTo("Ann Lee");
    }

    @Test
    void measures_groups_by_a_computed_column() {
        Column doubled = new RowExpression.Binary(
                        RowExpression.Operator.TIMES,
                        new RowExpression.Cell(DATA.column("Sales")),
                        new RowExpression.Constant(-2))
                .column("Loss", DATA.table());

        assertThat(DATA.value(best(DATA.column("First"), Sketch.Measure.SUM, doubled, false)))
                .isEqualTo("Ann");
    }

    @Test
    void counts_the_different_values_of_a_computed_label() {
        assertThat(DATA.value(distinct(NAME))).isEqualTo(5.0);
        assertThat(DATA.value(distinct(NAME, JANUARY))).isEqualTo(3.0);
        assertThat(DATA.value(distinct(DATA.column("First"), JANUARY))).isEqualTo(3.0);
    }

    @Test
    void compares_every_row_with_every_other_in_one_product() {
        SheetFormula formula =
                Judged.formula(best(DATA.column("First"), Sketch.Measure.SUM, DATA.column("Sales"), true, JANUARY));

        assertThat(formula.array()).isTrue();
        assertThat(formula.text()).contains("MMULT(", "TRANSPOSE(").startsWith("INDEX(A2:A7,MATCH(MAX(");
    }

    private static Sketch best(
            Column label, Sketch.Measure measure, @Nullable Column column, boolean highest, Condition... where) {
        return new Sketch.Best(DATA.table(), label, measure, column, highest, 1, List.of(where));
    }

    private static Sketch distinct(Column column, Condition... where) {
        return new Sketch.Figure(DATA.table(), Aggregate.DISTINCT, column, List.of(where));
    }
}
