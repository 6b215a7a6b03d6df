package io.inkstone.documents.sketch;

import static io.inkstone.documents.WrittenTables.BLANK;
import static io.inkstone.documents.WrittenTables.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.documents.linking.Comparison;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Places of rows and groups, shares and lists, as the runner and as a spreadsheet engine compute them. */
final class OrdersAndListsTest {

    private static final Judged DATA = Judged.of(
            row("Name", "Team", "Score", "Bonus"),
            row("Ann", "Red", 5, 1),
            row("Bob", "Blue", 9, 2),
            row("Cid", "Red", 7, 3),
            row("Dee", "Blue", 7, 4),
            row("Eve", "Green", 1, 100),
            row("Fay", BLANK, BLANK, 50));

    @ParameterizedTest(name = "{0}, highest first: {1}")
    @CsvSource({"Bob, true, 1", "Cid, true, 2", "Dee, true, 2", "Ann, true, 4", "Ann, false, 2", "Bob, false, 5"})
    void gives_equal_numbers_the_same_place(String name, boolean highest, double place) {
        assertThat(DATA.value(rank(name, highest))).isEqualTo(place);
    }

    @Test
    void gives_the_place_among_some_rows() {
        assertThat(DATA.value(rank("Ann", true, in("Team", "Red")))).isEqualTo(2.0);
        assertThat(DATA.value(rank("Cid", true, in("Team", "Red")))).isEqualTo(1.0);
        assertThat(DATA.value(rank("Cid", false, in("Team", "Red", "Blue")))).isEqualTo(2.0);
    }

    @Test
    void writes_the_place_of_a_row() {
        assertThat(Judged.formula(rank("Cid", true)).text())
                .isEqualTo("RANK(INDEX(C2:C7,MATCH(\"Cid\",A2:A7,0)),C2:C7,0)");
        assertThat(Judged.formula(rank("Cid", true, in("Team", "Red"))).text())
                .isEqualTo("SUM(IF(ISNUMBER(C2:C7)*(B2:B7=\"Red\")*"
                        + "(C2:C7>INDEX($C$2:$C$7,MATCH(\"Cid\",$A$2:$A$7,0))),1,0))+1");
    }

    @ParameterizedTest(name = "{0} by {1}, highest first: {2}")
    @CsvSource({
        "Green, SUM, true, 1",
        "Blue, SUM, true, 2",
        "Red, SUM, true, 3",
        "Red, SUM, false, 1",
        "Blue, AVERAGE, true, 2",
        "Red, COUNT, true, 1",
        "Green, COUNT, true, 3"
    })
    void gives_the_place_of_a_group_by_its_bonus(String team, Sketch.Measure measure, boolean highest, double place) {
        @Nullable String column = measure == Sketch.Measure.COUNT ? null : "Bonus";
        assertThat(DATA.value(groupRank(team, measure, column, highest))).isEqualTo(place);
    }

    @Test
    void says_no_place_of_a_group_under_conditions() {
        Sketch sketch = new Sketch.GroupRank(
                DATA.table(),
                DATA.column("Team"),
                "Red",
                Sketch.Measure.SUM,
                DATA.column("Bonus"),
                true,
                List.of(new Condition.Compares(DATA.column("Score"), Comparison.ABOVE, 1)));

        assertThat(SketchRunner.run(sketch).value()).isEqualTo(2.0);
        assertThat(FormulaCompiler.compile(sketch)).isEmpty();
    }

    @Test
    void gives_the_share_of_a_sum_and_of_rows() {
        assertThat(DATA.value(share("Bonus", List.of(in("Team", "Green")), List.of())))
                .isEqualTo(100.0 / 160);
        assertThat(DATA.value(share(null, List.of(in("Team", "Red", "Blue")), List.of())))
                .isEqualTo(4.0 / 6);
        assertThat(DATA.value(share("Bonus", List.of(in("Name", "Dee")), List.of(in("Team", "Blue")))))
                .isEqualTo(4.0 / 6);
        assertThat(DATA.value(share("Score", List.of(new Condition.Blank(DATA.column("Team"), true)), List.of())))
                .isEqualTo(1.0);
    }

    @Test
    void gives_no_share_of_nothing() {
        assertThat(SketchRunner.run(share("Bonus", List.of(in("Name", "Ann")), List.of(in("Team", "Black"))))
                        .value())
                .isNull();
    }

    @Test
    void lists_the_texts_of_rows() {
        assertThat(DATA.value(listing("Name", in("Team", "Red")))).isEqualTo("Ann, Cid");
        assertThat(DATA.value(listing("Team"))).isEqualTo("Red, Blue, Red, Blue, Green");
        assertThat(DATA.value(listing("Team", new Condition.Compares(DATA.column("Bonus"), Comparison.AT_LEAST, 50))))
                .isEqualTo("Green"); // Fay is in no team
        assertThat(Judged.formula(listing("Name", in("Team", "Red"))).text())
                .isEqualTo("TEXTJOIN(\", \",TRUE,IF((A2:A7<>\"\")*(B2:B7=\"Red\"),A2:A7,\"\"))");
    }

    private static Condition in(String header, String... values) {
        return new Condition.In(DATA.column(header), List.of(values), false);
    }

    private static Sketch rank(String name, boolean highest, Condition... among) {
        return new Sketch.Rank(DATA.table(), DATA.column("Score"), highest, List.of(in("Name", name)), List.of(among));
    }

    private static Sketch groupRank(String team, Sketch.Measure measure, @Nullable String column, boolean highest) {
        return new Sketch.GroupRank(
                DATA.table(),
                DATA.column("Team"),
                team,
                measure,
                column == null ? null : DATA.column(column),
                highest,
                List.of());
    }

    private static Sketch share(@Nullable String column, List<Condition> part, List<Condition> where) {
        return new Sketch.Share(DATA.table(), column == null ? null : DATA.column(column), part, where);
    }

    private static Sketch listing(String column, Condition... where) {
        return new Sketch.Listing(DATA.table(), DATA.column(column), List.of(where));
    }
}
