package io.inkstone.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FormulaValueTest {

    private static final Path ORDERS = Path.of("..", "..", "examples", "samples", "formula", "sales-orders.xlsx");
    private static final SampleSheet SHEET = SampleSheet.read(ORDERS);

    @Test
    void describes_the_table_by_its_addresses() {
        assertThat(SHEET.describe())
                .startsWith(
                        "The Excel sheet 'Orders' has a table in A1:K261. Its headers are in row 1, its data in rows 2"
                                + " to 261.\nHeaders: A1 = ")
                .contains("\nRow 4: A4 = ");
    }

    @Test
    void leaves_the_workbook_as_it_is() throws IOException {
        byte[] before = Files.readAllBytes(ORDERS);

        var unused = FormulaValue.of(ORDERS, SampleSheet.read(ORDERS), "=SUM(A:A)");

        assertThat(Files.readAllBytes(ORDERS)).isEqualTo(before);
    }

    /** Each is another way to count the orders, or to add them up without an array entry. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "=COUNTA(A2:A261)",
                "=COUNTA(A:A)-1",
                "=SUM(IF(A2:A261<>\"\",1,0))",
                "=SUMPRODUCT((A2:A261<>\"\")*1)",
                "=IFS(1=2,0,1=1,ROWS(A2:A261))",
                "= rows(Orders!A2:A261)",
            })
    void computes_what_a_new_excel_shows(String formula) {
        assertThat(FormulaValue.of(ORDERS, SHEET, formula))
                .isInstanceOfSatisfying(
                        Outcome.Answered.class,
                        answered -> assertThat(answered.value().doubleValue()).isCloseTo(260, within(0.0)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"=1/0", "=SUM(", "=NOSUCHFUNCTION(A1)", "=VLOOKUP(\"x\",A1:B3,2,FALSE)", "=FILTER(A:A,B:B>1)"})
    void declines_where_no_value_is_shown(String formula) {
        assertThat(FormulaValue.of(ORDERS, SHEET, formula)).isInstanceOf(Outcome.Declined.class);
    }
}
