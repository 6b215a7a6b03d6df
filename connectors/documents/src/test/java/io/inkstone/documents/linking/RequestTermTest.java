package io.inkstone.documents.linking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RequestTermTest {

    @ParameterizedTest(name = "{0} for {1}")
    @CsvSource({"外买合计, 外卖, 外买", "一店的外买是多少, 外卖, 外买", "财物部的费用, 财务部, 财物部", "激光切隔机的停机时长, 激光切割机, 激光切隔机"})
    void finds_a_term_with_a_character_of_the_same_sound(String request, String term, String written) {
        RequestText text = RequestText.of(request);

        assertThat(RequestTerm.find(text, term, true)).singleElement().satisfies(found -> {
            assertThat(text.text(found.span())).isEqualTo(written);
            assertThat(found.likeness()).isBetween(0.6, 0.85);
        });
    }

    @Test
    void trusts_a_slip_in_a_short_word_less() {
        assertThat(likeness("外买", "外卖")).isLessThan(likeness("财物部", "财务部"));
    }

    @ParameterizedTest(name = "{0} for {1}")
    @CsvSource({
        "外面合计, 外卖", // 面 sounds otherwise
        "总价合计, 中价",
        "时间合计, 事件", // 时间 is a word of its own
        "公司合计, 工丝", // two characters differ
        "甲的合计, 甲地", // nobody types 的 for 地
        "在一起, 再一", // nor 在 for 再
        "卖, 买"
    })
    void finds_none_in_words_that_mean_something_else(String request, String term) {
        assertThat(RequestTerm.find(RequestText.of(request), term, true)).isEmpty();
    }

    @Test
    void looks_for_no_slip_where_the_term_stands_as_written() {
        assertThat(RequestTerm.find(RequestText.of("外卖和外买"), "外卖", true))
                .containsExactly(new Scored(new Span(0, 2), 1));
    }

    @Test
    void looks_for_no_slip_unless_it_may() {
        assertThat(RequestTerm.find(RequestText.of("外买合计"), "外卖", false)).isEmpty();
    }

    @ParameterizedTest(name = "{0} for {1}")
    @CsvSource({"audio books sold, audiobook", "log-in count, login", "the ware houses, warehouse"})
    void joins_what_is_written_apart(String request, String term) {
        assertThat(RequestTerm.find(RequestText.of(request), term, true))
                .singleElement()
                .satisfies(found -> assertThat(found.likeness()).isEqualTo(0.95));
    }

    private static double likeness(String request, String term) {
        List<Scored> found = RequestTerm.find(RequestText.of(request), term, true);
        return found.get(0).likeness();
    }
}
