package io.inkstone.documents.sketch;

import static io.inkstone.documents.sketch.SmallTable.DAY;
import static io.inkstone.documents.sketch.SmallTable.REGION;
import static io.inkstone.documents.sketch.SmallTable.REP;
import static io.inkstone.documents.sketch.SmallTable.SALES;
import static io.inkstone.documents.sketch.SmallTable.TABLE;
import static io.inkstone.documents.sketch.SmallTable.TARGET;
import static io.inkstone.documents.sketch.SmallTable.count;
import static io.inkstone.documents.sketch.SmallTable.figure;
import static io.inkstone.documents.sketch.SmallTable.in;
import static io.inkstone.documents.sketch.SmallTable.months;
import static io.inkstone.documents.sketch.SmallTable.year;
import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.documents.linking.Comparison;
import io.inkstone.documents.sheet.Column;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class UsedColumnsTest {

    private static final Condition EAST = in(REGION, "East");

    static Stream<Arguments> sketches() {
        Column computed = new RowExpression.Sum(List.of(SALES, TARGET)).column("Both", TABLE);
        return Stream.of(
                used(count()),
                used(count(EAST, months(1)), REGION, DAY),
                used(figure(Aggregate.SUM, SALES, EAST), SALES, REGION),
                used(count(new Condition.Against(SALES, Comparison.BELOW, TARGET)), SALES, TARGET),
                used(count(new Condition.AnyOf(List.of(EAST, in(REP, "Ann"), year(2024)))), REGION, REP, DAY),
                used(new Sketch.Nth(TABLE, SALES, 2, true, List.of(EAST)), SALES, REGION),
                used(new Sketch.Share(TABLE, SALES, List.of(EAST), List.of(year(2024))), SALES, REGION, DAY),
                used(new Sketch.Share(TABLE, null, List.of(EAST), List.of()), REGION),
                used(
                        new Sketch.Best(TABLE, REP, Sketch.Measure.SUM, SALES, true, 1, List.of(EAST)),
                        REP,
                        SALES,
                        REGION),
                used(new Sketch.Best(TABLE, REP, Sketch.Measure.COUNT, null, true, 1, List.of()), REP),
                used(new Sketch.Lookup(TABLE, REP, Sketch.Pick.ONLY, List.of(EAST)), REP, REGION),
                used(new Sketch.Listing(TABLE, REP, List.of(EAST)), REP, REGION),
                used(new Sketch.Rank(TABLE, SALES, true, List.of(in(REP, "Ann")), List.of(EAST)), SALES, REP, REGION),
                used(
                        new Sketch.GroupRank(TABLE, REGION, "East", Sketch.Measure.SUM, SALES, true, List.of()),
                        REGION,
                        SALES),
                used(
                        new Sketch.Combined(
                                Sketch.Relation.RATIO,
                                figure(Aggregate.SUM, SALES, EAST),
                                figure(Aggregate.MAX, TARGET, year(2024))),
                        SALES,
                        REGION,
                        TARGET,
                        DAY),
                used(new Sketch.Fill(TABLE, computed), computed));
    }

    @ParameterizedTest
    @MethodSource("sketches")
    void are_what_is_computed_answered_with_and_compared(Sketch sketch, Set<Column> columns) {
        assertThat(UsedColumns.of(sketch)).containsExactlyInAnyOrderElementsOf(columns);
    }

    private static Arguments used(Sketch sketch, Column... columns) {
        return Arguments.of(sketch, Set.of(columns));
    }
}
