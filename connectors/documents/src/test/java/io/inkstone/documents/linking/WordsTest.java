package io.inkstone.documents.linking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WordsTest {

    @ParameterizedTest
    @CsvSource({
        "region, region",
        "order, orders",
        "class, classes",
        "category, categories",
        "return, returned",
        "approve, approved",
        "manage, manager",
        "train, training",
        "tv, tvs"
    })
    void takes_inflections_for_the_same_word(String a, String b) {
        assertThat(Words.likeness(a, b)).isEqualTo(Words.likeness(b, a)).isGreaterThan(0.9);
    }

    @ParameterizedTest
    @CsvSource({
        "category, catgory",
        "regoin, region",
        "fasteners, fastners",
        "suport, support",
        "electrical, elecrtical",
        "wholesale, wholsaele"
    })
    void takes_a_slip_for_nearly_the_same_word(String a, String b) {
        assertThat(Words.likeness(a, b)).isEqualTo(Words.likeness(b, a)).isEqualTo(0.85);
    }

    @ParameterizedTest
    @CsvSource({
        "east, west",
        "cost, most",
        "sale, pale",
        "on, one",
        "west, rest",
        "2024, 2025",
        "item1, item2",
        "rate, date",
        "north, south",
        "profit, project"
    })
    void tells_different_words_apart(String a, String b) {
        assertThat(Words.likeness(a, b)).isEqualTo(Words.likeness(b, a)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"'', '', 0", "abc, abc, 0", "abc, '', 3", "abc, acb, 1", "abcd, abd, 1", "kitten, sitting, 3"})
    void counts_edits_and_swaps(String a, String b, int distance) {
        assertThat(Words.distance(a, b)).isEqualTo(Words.distance(b, a)).isEqualTo(distance);
    }

    @Test
    void splits_headers_into_words() {
        assertThat(Words.split("Sales Amount (USD)")).containsExactly("sales", "amount", "usd");
        assertThat(Words.split("unitPrice_net")).containsExactly("unit", "price", "net");
        assertThat(Words.split("Employee's ID")).containsExactly("employee's", "id");
        assertThat(Words.split("--- !")).isEmpty();
    }
}
