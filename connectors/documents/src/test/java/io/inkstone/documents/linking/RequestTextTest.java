package io.inkstone.documents.linking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestTextTest {

    @Test
    void folds_width_case_spaces_and_apostrophes() {
        assertThat(RequestText.of("  Total　ＳＡＬＥＳ\n of  Bob’s １０％ ").text()).isEqualTo("total sales of bob's 10%");
    }

    @Test
    void finds_words_but_none_in_chinese() {
        RequestText request = RequestText.of("What's Q2's total? 华东 sku-7");

        assertThat(request.words().stream().map(request::text)).containsExactly("what's", "q2's", "total", "sku", "7");
    }

    @Test
    void finds_a_term_wherever_it_stands_alone() {
        RequestText request = RequestText.of("east, northeast and east");

        assertThat(request.find("east")).containsExactly(new Span(0, 4), new Span(20, 24));
        assertThat(request.find("north")).isEmpty();
        assertThat(RequestText.of("order 17 of 7").find("7")).containsExactly(new Span(12, 13));
    }

    @Test
    void finds_chinese_terms_within_running_text() {
        assertThat(RequestText.of("华东区的销售额").find("销售额")).containsExactly(new Span(4, 7));
        assertThat(RequestText.of("sku在华东").find("sku")).containsExactly(new Span(0, 3));
    }

    @ParameterizedTest
    @CsvSource({
        "2024年的销售额, true",
        "sum of 销售额 and all of the other things please, false",
        "total sales, false",
        "SKU 华东, true",
        "123, false",
        "'', false"
    })
    void tells_the_language_of_a_request(String request, boolean chinese) {
        assertThat(RequestText.of(request).chinese()).isEqualTo(chinese);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "😀😀", "\uD83D", "مجموع", "((((", "a\u0000b"})
    void survives_any_text(String text) {
        RequestText request = RequestText.of(text);

        assertThat(request.words())
                .allSatisfy(span -> assertThat(request.text(span)).isNotEmpty());
    }
}
