package io.inkstone.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.inkstone.protocol.Json;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DenotationTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "100,000        | 100000",
                "100,000        | \"100,000\"",
                "17 years       | 17",
                "48.4%          | 48.4",
                "48.4%          | 0.484",
                "$1.56 billion  | 1560000000",
                "202.6 km/h     | 202.6",
                "1st            | 1",
                "3              | \"3.0\"",
                "December 6, 2010 | \"2010-12-06\"",
                "16 Oct 1920    | \"1920-10-16\"",
                "Dec. 17, 2007  | \"2007-12-17\"",
                "October 2011   | \"2011-10-xx\"",
                "December 6, 2010 | 40518",
                "Seán McLoughlin| \"sean mcloughlin\"",
                "\"Thanks to You\" | \"Thanks to You\"",
                "Eddie Johnson (2) | \"Eddie Johnson\"",
                "Ajax*          | \"Ajax\"",
                "1914–15        | \"1914-15\"",
                "St. Mary’s Church. | \"St. Mary's Church\"",
                "yes            | true",
                "no             | false",
                "Chester Township, Ohio | \"Chester Township, Ohio\"",
            })
    void the_same_is_the_same_however_it_is_written(String wanted, String value) throws JsonProcessingException {
        assertThat(TableAnswer.matches(List.of(wanted), Json.MAPPER.readTree(value)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "100,000        | 100001",
                "2004           | \"2004-01-01\"",
                "December 6, 2010 | \"2011-12-06\"",
                "December 6     | \"2010-12-06\"",
                "Indianapolis   | \"Indianapolis, United States\"",
                "1914-15        | 1914",
                "8 August       | 8",
                "16             | 258.885",
                "yes            | false",
                "Eddie Johnson  | \"\"",
            })
    void what_differs_is_not(String wanted, String value) throws JsonProcessingException {
        assertThat(TableAnswer.matches(List.of(wanted), Json.MAPPER.readTree(value)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"Chile, Ecuador\"    | true",
                "[\"Ecuador\",\"Chile\"] | true",
                "\"Ecuador, Chile, Chile\" | true",
                "\"Chile\"             | false",
                "\"Chile, Ecuador, Peru\" | false",
                "[\"Chile\"]           | false",
            })
    void a_list_has_each_item_in_any_order(String value, boolean right) throws JsonProcessingException {
        assertThat(TableAnswer.matches(List.of("Chile", "Ecuador"), Json.MAPPER.readTree(value)))
                .isEqualTo(right);
    }

    @ParameterizedTest
    @CsvSource({"2004|2005, '[2004,2005]', true", "2004|2005, '\"2005, 2004\"', true", "2004|2005, '2004', false"})
    void numbers_make_a_list_too(String wanted, String value, boolean right) throws JsonProcessingException {
        assertThat(TableAnswer.matches(List.of(wanted.split("\\|")), Json.MAPPER.readTree(value)))
                .isEqualTo(right);
    }
}
