package io.inkstone.documents.question;

import static io.inkstone.documents.question.Games.CHINESE_GAMES;
import static io.inkstone.documents.question.Games.GAMES;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PairQuestionsTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "what is the difference in attendance between Rome and Oslo | 200",
                "what is the difference in attendance between Oslo and Rome | 200",
                "difference in attendance between Ann Lee and Cid Ong | 250"
            })
    void answers_with_how_far_two_are_apart(String question, double value) {
        assertThat(Questions.value(question, GAMES)).isEqualTo(value);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "who had a higher attendance, Rome or Oslo | Oslo",
                "which host had more attendance, Rome or Seoul | Seoul",
                "who won more often, Ann Lee or Bob Ray | Ann Lee",
                "which host came first, Paris or Oslo | Oslo"
            })
    void chooses_between_two(String question, String value) {
        assertThat(Questions.value(question, GAMES)).isEqualTo(value);
    }

    @Test
    void answers_in_chinese() {
        assertThat(Questions.value("罗马和巴黎的观众相差多少", CHINESE_GAMES)).isEqualTo(200.0);
    }

    @Test
    void chooses_between_no_more_than_what_is_named() {
        assertThat(Questions.of("which host had more attendance, Rome or Paris", GAMES)
                        .get(0)
                        .sketch()
                        .where())
                .singleElement()
                .satisfies(condition -> assertThat(condition.toString()).contains("Rome", "Paris"));
        assertThat(Questions.value("which host had more attendance, Rome or Paris", GAMES))
                .isEqualTo("Paris");
    }
}
