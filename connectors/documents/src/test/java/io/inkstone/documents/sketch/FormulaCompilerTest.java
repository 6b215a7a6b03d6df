package io.inkstone.documents.sketch;

import static io.inkstone.documents.WrittenTables.row;
import static io.inkstone.documents.WrittenTables.table;
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
import io.inkstone.documents.sheet.SheetFormula;
import io.inkstone.documents.sheet.Table;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class FormulaCompilerTest {

    @Test
    void writes_figures_of_all_rows() {
        assertThat(plain(figure(Aggregate.SUM, SALES))).isEqualTo("SUM(D2:D8)");
        assertThat(plain(figure(Aggregate.AVERAGE, SALES))).isEqualTo("AVERAGE(D2:D8)");
        assertThat(plain(figure(Aggregate.MAX, DAY))).isEqualTo("MAX(C2:C8)");
        assertThat(plain(count())).isEqualTo("ROWS(A2:A8)");
    }

    @Test
    void writes_conditions_as_criteria() {
        assertThat(plain(figure(Aggregate.SUM, SALES, in(REGION, "East"), year(2024))))
                .isEqualTo("SUMIFS(D2:D8,A2:A8,\"East\",C2:C8,\">=\"&DATE(2024,1,1),C2:C8,\"<\"&DATE(2025,1,1))");
        assertThat(plain(count(compares(SALES, Comparison.AT_LEAST, 1.50)))).isEqualTo("COUNTIFS(D2:D8,\">=1.5\")");
        assertThat(plain(count(new Condition.Between(SALES, 5, 10000000))))
                .isEqualTo("COUNTIFS(D2:D8,\">=5\",D2:D8,\"<=10000000\")");
        assertThat(plain(count(notIn(REGION, "East", "West"))))
                .isEqualTo("COUNTIFS(A2:A8,\"<>East\",A2:A8,\"<>West\")");
        assertThat(plain(figure(Aggregate.AVERAGE, SALES, new Condition.Days(DAY, null, LocalDate.of(2025, 1, 1)))))
                .isEqualTo("AVERAGEIFS(D2:D8,C2:C8,\"<\"&DATE(2025,1,1))");
        assertThat(plain(figure(Aggregate.MAX, TARGET, in(REGION, "East")))).isEqualTo("MAXIFS(E2:E8,A2:A8,\"East\")");
    }

    @Test
    void adds_up_calls_for_a_choice_of_a_few_values() {
        assertThat(plain(figure(Aggregate.SUM, SALES, in(REGION, "East", "West"))))
                .isEqualTo("SUMIFS(D2:D8,A2:A8,\"East\")+SUMIFS(D2:D8,A2:A8,\"West\")");
    }

    @Test
    void quotes_texts_and_takes_wildcards_and_signs_literally() {
        assertThat(plain(count(in(REP, "say \"no\"")))).isEqualTo("COUNTIFS(B2:B8,\"say \"\"no\"\"\")");
        assertThat(plain(count(in(REP, "a*b?")))).isEqualTo("COUNTIFS(B2:B8,\"a~*b~?\")");
        assertThat(plain(count(in(REP, "=1+1")))).isEqualTo("COUNTIFS(B2:B8,\"==1+1\")");
        assertThat(plain(count(in(REP, ">5")))).isEqualTo("COUNTIFS(B2:B8,\"=>5\")");
    }

    @Test
    void compares_texts_like_numbers_as_texts() {
        SheetFormula formula = compile(count(in(REP, "007")));

        assertThat(formula.text()).isEqualTo("SUM(IF((B2:B8=\"007\"),1,0))");
        assertThat(formula.array()).isTrue();
    }

    @Test
    void writes_an_array_formula_and_the_same_row_by_row_where_criteria_do_not_do() {
        SheetFormula formula =
                compile(figure(Aggregate.SUM, TARGET, new Condition.Against(SALES, Comparison.BELOW, TARGET)));

        assertThat(formula.array()).isTrue();
        assertThat(formula.text()).isEqualTo("SUM(IF(ISNUMBER(D2:D8)*(D2:D8<E2:E8),E2:E8,\"\"))");
        assertThat(formula.rows())
                .isEqualTo(new SheetFormula.RowForm(
                        "SUM(\uE000)", List.of("IF(ISNUMBER($D{row})*($D{row}<$E{row}),$E{row},\"\")"), 2, 8));
    }

    @Test
    void writes_months_and_empty_cells() {
        assertThat(compile(count(months(1))).text()).isEqualTo("SUM(IF((IF(ISNUMBER(C2:C8),MONTH(C2:C8),0)=1),1,0))");
        assertThat(compile(count(months(4, 5, 6))).text())
                .isEqualTo(
                        "SUM(IF((IF(ISNUMBER(C2:C8),MONTH(C2:C8),0)>=4)*(IF(ISNUMBER(C2:C8),MONTH(C2:C8),0)<=6),1,0))");
        assertThat(compile(count(new Condition.Blank(SALES, false))).text()).isEqualTo("SUM(IF((D2:D8=\"\"),1,0))");
        assertThat(compile(count(new Condition.Blank(SALES, true))).text()).isEqualTo("SUM(IF((D2:D8<>\"\"),1,0))");
    }

    @Test
    void keeps_empty_cells_out_of_conditional_extremes() {
        assertThat(compile(figure(Aggregate.MIN, SALES, in(REGION, "East"))).text())
                .isEqualTo("MIN(IF(ISNUMBER(D2:D8)*(A2:A8=\"East\"),D2:D8,\"\"))");
    }

    @Test
    void writes_distinct_counts() {
        assertThat(compile(figure(Aggregate.DISTINCT, REGION)).text())
                .isEqualTo("ROUND(SUM(IF(A2:A8<>\"\",1/COUNTIFS(A$2:A$8,A2:A8),0)),0)");
        assertThat(compile(figure(Aggregate.DISTINCT, REP, in(REGION, "East"))).text())
                .isEqualTo("ROUND(SUM(IF((B2:B8<>\"\")*(A2:A8=\"East\"),"
                        + "1/COUNTIFS(B$2:B$8,B2:B8,A$2:A$8,\"East\"),0)),0)");
    }

    @Test
    void writes_places_in_an_order() {
        assertThat(plain(new Sketch.Nth(TABLE, SALES, 2, true, List.of()))).isEqualTo("LARGE(D2:D8,2)");
        assertThat(plain(new Sketch.Nth(TABLE, SALES, 3, false, List.of()))).isEqualTo("SMALL(D2:D8,3)");
        assertThat(compile(new Sketch.Nth(TABLE, TARGET, 2, true, List.of(in(REGION, "East"))))
                        .text())
                .isEqualTo("LARGE(IF((A2:A8=\"East\"),E2:E8,\"\"),2)");
    }

    @Test
    void writes_shares() {
        assertThat(plain(new Sketch.Share(TABLE, SALES, List.of(in(REGION, "East")), List.of())))
                .isEqualTo("SUMIFS(D2:D8,A2:A8,\"East\")/SUM(D2:D8)");
        assertThat(plain(new Sketch.Share(TABLE, null, List.of(in(REGION, "East", "West")), List.of(year(2024)))))
                .isEqualTo("(COUNTIFS(C2:C8,\">=\"&DATE(2024,1,1),C2:C8,\"<\"&DATE(2025,1,1),A2:A8,\"East\")"
                        + "+COUNTIFS(C2:C8,\">=\"&DATE(2024,1,1),C2:C8,\"<\"&DATE(2025,1,1),A2:A8,\"West\"))"
                        + "/COUNTIFS(C2:C8,\">=\"&DATE(2024,1,1),C2:C8,\"<\"&DATE(2025,1,1))");
    }

    @Test
    void writes_the_label_of_the_best_row() {
        assertThat(plain(best(REP, Sketch.Measure.ROW, SALES, 1))).isEqualTo("INDEX(B2:B8,MATCH(MAX(D2:D8),D2:D8,0))");
        assertThat(plain(best(REP, Sketch.Measure.ROW, SALES, 2)))
                .isEqualTo("INDEX(B2:B8,MATCH(LARGE(D2:D8,2),D2:D8,0))");
    }

    @Test
    void writes_the_label_of_the_best_group() {
        String sums = "IF((A2:A8<>\"\"),SUMIFS(D$2:D$8,A$2:A$8,A2:A8),\"\")";
        assertThat(compile(best(REGION, Sketch.Measure.SUM, SALES, 1)).text())
                .isEqualTo("INDEX(A2:A8,MATCH(MAX(" + sums + ")," + sums + ",0))");

        String counts = "IF((COUNTIFS(B$2:B$8,B2:B8)>0)*(IFERROR(MATCH(B2:B8,B$2:B$8,0),0)=ROW(B2:B8)-1),"
                + "COUNTIFS(B$2:B$8,B2:B8),\"\")";
        assertThat(compile(best(REP, Sketch.Measure.COUNT, null, 2)).text())
                .isEqualTo("INDEX(B2:B8,MATCH(LARGE(" + counts + ",2)," + counts + ",0))");
    }

    @Test
    void says_nothing_of_a_later_place_where_groups_cannot_be_said_with_criteria() {
        Sketch sketch = new Sketch.Best(TABLE, REP, Sketch.Measure.SUM, SALES, true, 2, List.of(months(1)));

        assertThat(FormulaCompiler.compile(sketch)).isEmpty();
    }

    @Test
    void leaves_a_text_alone_that_looks_like_a_placeholder() {
        Table table = table(row("Name", "Kind", "N"), row("{row}", "#", 1), row("b", "c", 2));
        Column name = table.columns().get(0);
        Sketch sketch = new Sketch.Figure(
                table, Aggregate.COUNT, null, List.of(in(name, "{row}"), new Condition.Blank(name, true)));

        assertThat(compile(sketch).text()).isEqualTo("SUM(IF((A2:A3=\"{\"&\"row}\")*(A2:A3<>\"\"),1,0))");
    }

    private static Sketch best(Column label, Sketch.Measure measure, @Nullable Column column, int place) {
        return new Sketch.Best(TABLE, label, measure, column, true, place, List.of());
    }

    private static SheetFormula compile(Sketch sketch) {
        return FormulaCompiler.compile(sketch).orElseThrow();
    }

    private static String plain(Sketch sketch) {
        SheetFormula formula = compile(sketch);
        assertThat(formula.array()).isFalse();
        assertThat(formula.rows()).isNull();
        return formula.text();
    }
}
