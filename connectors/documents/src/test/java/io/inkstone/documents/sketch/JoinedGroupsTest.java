package io.inkstone.documents.sketch;

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

/** Orders by code, of which another sheet knows the product and the supplier. */
final class JoinedGroupsTest {

    private static final Judged DATA = Judged.of(
            "Orders",
            List.of(
                    row("Order No", "Code", "Quantity", "Day"),
                    row("A1", "P1", 3, LocalDate.of(2025, 1, 1)),
                    row("A2", "P2", 5, LocalDate.of(2025, 2, 1)),
                    row("A3", "P1", 4, LocalDate.of(2025, 3, 1)),
                    row("A4", "P3", 1, LocalDate.of(2025, 3, 5))),
            "Acme's products",
            List.of(
                    row("Code", "Product", "Supplier", "Price"),
                    row("P0", "Ink", "Inky", 1), // never ordered
                    row("P1", "Tea", "Acme", 10),
                    row("P2", "Milk", "Moo", 2),
                    row("P3", "Rice", "Acme", 3)));

    private static final Column PRODUCT = DATA.column("Product");
    private static final Column SUPPLIER = DATA.column("Supplier");
    private static final Column QUANTITY = DATA.column("Quantity");

    @ParameterizedTest
    @CsvSource({"SUM, true, Tea", "SUM, false, Rice", "AVERAGE, true, Milk", "AVERAGE, false, Rice"})
    void says_which_of_another_sheet_has_the_most(Sketch.Measure measure, boolean highest, String product) {
        assertThat(DATA.value(best(PRODUCT, measure, QUANTITY, highest))).isEqualTo(product);
    }

    @Test
    void says_which_is_named_most_often() {
        assertThat(DATA.value(best(PRODUCT, Sketch.Measure.COUNT, null, true))).isEqualTo("Tea");
    }

    @Test
    void takes_the_rows_that_fulfil_a_condition() {
        Condition march = new Condition.Days(DATA.column("Day"), LocalDate.of(2025, 3, 1), null);

        assertThat(DATA.value(best(PRODUCT, Sketch.Measure.SUM, QUANTITY, false, march)))
                .isEqualTo("Rice");
    }

    @Test
    void adds_up_for_each_row_of_the_other_sheet() {
        SheetFormula formula = Judged.formula(best(PRODUCT, Sketch.Measure.SUM, QUANTITY, true));
        String figures = "IF(COUNTIFS(B$2:B$5,'Acme''s products'!$A$2:$A$5)>0,"
                + "SUMIFS(C$2:C$5,B$2:B$5,'Acme''s products'!$A$2:$A$5),\"\")";

        assertThat(formula.text())
                .isEqualTo("INDEX('Acme''s products'!$B$2:$B$5,MATCH(MAX(" + figures + ")," + figures + ",0))");
        assertThat(formula.rows()).isNotNull();
    }

    @Test
    void adds_up_over_several_rows_of_the_other_sheet_that_share_a_label() {
        assertThat(DATA.value(best(SUPPLIER, Sketch.Measure.SUM, QUANTITY, true)))
                .isEqualTo("Acme");
        assertThat(DATA.value(best(SUPPLIER, Sketch.Measure.SUM, QUANTITY, false)))
                .isEqualTo("Moo");
    }

    @Test
    void computes_with_what_is_looked_up() {
        Condition acme = new Condition.In(SUPPLIER, List.of("Acme"), false);
        Sketch quantity = new Sketch.Figure(DATA.table(), Aggregate.SUM, QUANTITY, List.of(acme));
        Sketch price = new Sketch.Figure(DATA.table(), Aggregate.MAX, DATA.column("Price"), List.of());
        Sketch product = new Sketch.Lookup(
                DATA.table(),
                PRODUCT,
                Sketch.Pick.ONLY,
                List.of(new Condition.In(DATA.column("Order No"), List.of("A2"), false)));

        assertThat(DATA.value(quantity)).isEqualTo(8.0);
        assertThat(DATA.value(price)).isEqualTo(10.0);
        assertThat(DATA.value(product)).isEqualTo("Milk");
        assertThat(Judged.formula(quantity).text())
                .isEqualTo("SUM(IF((IFERROR(INDEX('Acme''s products'!$C$2:$C$5,"
                        + "MATCH(B2:B5,'Acme''s products'!$A$2:$A$5,0)),\"\")=\"Acme\"),C2:C5,\"\"))");
    }

    private static Sketch best(
            Column label, Sketch.Measure measure, @Nullable Column column, boolean highest, Condition... where) {
        return new Sketch.Best(DATA.table(), label, measure, column, highest, 1, List.of(where));
    }
}
