package io.inkstone.documents.reading;

import static io.inkstone.documents.WrittenTables.row;
import static io.inkstone.documents.WrittenTables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.documents.sheet.Table;
import io.inkstone.documents.sketch.Sketch;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MeasuresTest {

    private static final Table STORAGE = table(
            row("Client", "Storage Charge", "Handling Charge", "Weight (kg)", "Invoice No"),
            row("Ann", 1, 10, 5, 1001),
            row("Bob", 2, 20, 6, 1002));

    private static final Table CHINESE_STORAGE =
            table(row("客户", "仓储费", "装卸费", "重量"), row("甲公司", 1, 10, 5), row("乙公司", 2, 20, 6));

    private static final Table SALES = table(
            row("Rep", "Units", "Sales Amount", "Shipping Cost", "Unit Price"),
            row("Ann", 1, 10, 2, 10),
            row("Bob", 2, 40, 3, 20));

    @Test
    void finds_parts_of_headers_equally_good() {
        assertThat(equallyGood("total charge", STORAGE)).containsExactlyInAnyOrder("Storage Charge", "Handling Charge");
        assertThat(equallyGood("total charge for Ann", STORAGE))
                .containsExactlyInAnyOrder("Storage Charge", "Handling Charge");
        assertThat(equallyGood("费用合计", CHINESE_STORAGE)).containsExactlyInAnyOrder("仓储费", "装卸费");
    }

    @Test
    void finds_a_whole_header_better_than_a_part() {
        assertThat(equallyGood("total storage charge", STORAGE)).containsExactly("Storage Charge");
        assertThat(equallyGood("仓储费合计", CHINESE_STORAGE)).containsExactly("仓储费");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "how much money did Bob make | 40",
                "how much did Ann sell | 10",
                "how much was spent on shipping | 5",
                "how much did shipping cost | 5"
            })
    void takes_the_money_that_the_verb_is_said_of(String request, double value) {
        assertThat(Readings.value(request, SALES)).isEqualTo(value);
    }

    @Test
    void adds_up_no_numbers_that_only_name_rows() {
        assertThat(Readings.refusal("total invoice no", STORAGE).code()).isEqualTo("no_such_column");
    }

    @Test
    void asks_for_a_column_where_none_is_named_and_several_would_do() {
        assertThat(Readings.refusal("total for Ann", STORAGE))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("no_such_column"))
                .satisfies(refusal ->
                        assertThat(refusal.choices()).contains("Storage Charge", "Handling Charge", "Weight (kg)"));
    }

    /** The columns of the readings that the words cannot tell apart. */
    private static List<String> equallyGood(String request, Table table) {
        List<Candidate> readings = Readings.of(request, table);
        double best = readings.get(0).penalty();
        return readings.stream()
                .filter(reading -> reading.penalty() - best < 0.03)
                .map(reading -> ((Sketch.Figure) reading.sketch()).column())
                .map(column -> column == null ? "" : column.header())
                .toList();
    }
}
