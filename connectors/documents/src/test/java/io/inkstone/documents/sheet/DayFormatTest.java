package io.inkstone.documents.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DayFormatTest {

    private static final int CUSTOM = 164;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yyyy-mm-dd",
                "d/m/yy h:mm",
                "yyyy\"年\"m\"月\"d\"日\"",
                "[$-409]mmm\\-yy;@",
                "mmmm",
                "[$-804]aaaa",
                "ggge\"年\"",
                "dddd"
            })
    void days_are_recognised(String format) {
        assertThat(DayFormat.matches(CUSTOM, format)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "General",
                "0.00E+00",
                "h:mm AM/PM",
                "[h]:mm:ss",
                "[mm]:ss",
                "mm:ss.0",
                "#,##0.00 \"days\"",
                "[Red]0;[Yellow]0",
                "_-* #,##0.00\\ [$EUR-dy]_-",
                "0\\d"
            })
    void other_formats_are_not(String format) {
        assertThat(DayFormat.matches(CUSTOM, format)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 17, 22, 31, 57})
    void built_in_days_need_no_code(int id) {
        assertThat(DayFormat.matches(id, null)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9, 18, 21, 45, 49})
    void built_in_times_and_numbers_are_no_days(int id) {
        assertThat(DayFormat.matches(id, null)).isFalse();
    }
}
