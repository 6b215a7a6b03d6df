package io.inkstone.documents.linking;

import static io.inkstone.documents.WrittenTables.row;
import static io.inkstone.documents.WrittenTables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.inkstone.documents.sheet.Table;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UnitTest {

    private static final Table CALLS = table(row("Call No", "Wait (sec)", "Talk (min)"), row("C1", 100, 5));

    @ParameterizedTest(name = "1 {0} in {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "minutes | Wait (sec) | 60",
                "hr | Talk (min) | 60",
                "second | Shift (h) | 0.000277777777777778",
                "days | Lead time (hours) | 24",
                "kg | Load (t) | 0.001",
                "斤 | 重量（公斤） | 0.5",
                "吨 | 重量(kg) | 1000",
                "km | Distance (m) | 1000",
                "平米 | 面积（㎡） | 1",
                "litres | Volume (m3) | 0.001",
                "mwh | 用电量（度） | 1000",
                "元 | 总价（万元） | 0.0001",
                "万元 | 单价(元) | 10000"
            })
    void converts_to_what_the_header_states(String unit, String header, double factor) {
        assertThat(Unit.named(unit).orElseThrow().in(header))
                .hasValueSatisfying(found -> assertThat(found).isCloseTo(factor, within(factor * 1e-9)));
    }

    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "minutes | Distance (km)",
                "kg | 总价（万元）",
                "minutes | Wait",
                "minutes | Wait (estimated)",
                "minutes | Price (EUR/min)"
            })
    void converts_nothing_of_another_dimension_or_without_a_unit(String unit, String header) {
        assertThat(Unit.named(unit).orElseThrow().in(header)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "apples", "minuted", "个", "套"})
    void knows_no_unit_for_other_words(String word) {
        assertThat(Unit.named(word)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "' minutes or more' | minutes | 8",
                "'min' | min | 3",
                "'-hour shifts' | hour | 5",
                "公里以上 | 公里 | 2",
                "分钟以上 | 分钟 | 2",
                "平的房子 | 平 | 1",
                "' kg' | kg | 3"
            })
    void finds_the_longest_name_that_begins_a_text(String text, String name, int length) {
        assertThat(Unit.beginning(text))
                .hasValue(new Unit.Following(Unit.named(name).orElseThrow(), length));
    }

    @ParameterizedTest
    @ValueSource(strings = {" minuted", " apples", "个", "", " 5 minutes"})
    void begins_no_other_text_with_a_unit(String text) {
        assertThat(Unit.beginning(text)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "calls with wait over 5 minutes | TIME | 5",
                "calls that waited at least 300 seconds | TIME | 300",
                "wait of 5 calls | - | 5",
                "总价超过300万 | MONEY | 3000000",
                "总价超过300万元 | MONEY | 3000000",
                "面积大于100平 | AREA | 100"
            })
    void goes_with_the_number_before_it(String request, String dimension, double value) {
        NumberMention number = new RequestLinker()
                .link(request, CALLS, LocalDate.of(2025, 5, 20))
                .numbers()
                .get(0);

        assertThat(number.value()).isEqualTo(value);
        assertThat(number.unit().map(unit -> unit.dimension().name()).orElse("-"))
                .isEqualTo(dimension);
    }

    @Test
    void explains_the_units_of_headers_wherever_they_are_named() {
        assertThat(new RequestLinker()
                        .link("longest wait in seconds", CALLS, LocalDate.of(2025, 5, 20))
                        .unknown())
                .isEmpty();
        assertThat(new RequestLinker()
                        .link("longest wait in kilograms", CALLS, LocalDate.of(2025, 5, 20))
                        .unknown())
                .containsExactly("kilograms");
    }
}
