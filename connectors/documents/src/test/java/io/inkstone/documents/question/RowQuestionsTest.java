package io.inkstone.documents.question;

import static io.inkstone.documents.question.Games.CHINESE_GAMES;
import static io.inkstone.documents.question.Games.GAMES;
import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.documents.sketch.SketchRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RowQuestionsTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "who won in 1994 | Bob Ray",
                "who was the winner in 1998 | Ann Lee",
                "what was the score in Paris | 1-0",
                "which host had a score of 4-2 | Seoul"
            })
    void answers_with_what_stands_in_the_row(String question, String value) {
        assertThat(Questions.value(question, GAMES)).isEqualTo(value);
    }

    @Test
    void answers_with_the_number_of_the_row() {
        assertThat(Questions.value("what was the attendance at Oslo", GAMES)).isEqualTo(700.0);
        assertThat(Questions.value("attendance when the score was 3-1", GAMES)).isEqualTo(500.0);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "who was the first winner | Ann Lee",
                "who was the last winner | Cid Ong",
                "which winner is listed last | Cid Ong",
                "what was the first host | Rome",
                "which host was the latest | Seoul"
            })
    void answers_with_the_first_or_last_row(String question, String value) {
        assertThat(Questions.value(question, GAMES)).isEqualTo(value);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "which host came after Oslo | Paris",
                "which city hosted before Paris | Oslo",
                "which host is listed below Rome | Oslo",
                "which host is listed above Seoul | Paris"
            })
    void answers_with_the_row_beside(String question, String value) {
        assertThat(Questions.value(question, GAMES)).isEqualTo(value);
    }

    @Test
    void has_no_row_beside_the_ends() {
        assertThat(Questions.of("which host came after Seoul", GAMES)).noneMatch(reading -> reading.penalty() < 0.4);
        assertThat(Questions.of("which host came before Rome", GAMES)).noneMatch(reading -> reading.penalty() < 0.4);
    }

    @Test
    void lists_the_values_of_several_rows() {
        assertThat(Questions.of("which hosts did Ann Lee win", GAMES))
                .anySatisfy(reading ->
                        assertThat(SketchRunner.run(reading.sketch()).value()).isEqualTo("Rome, Paris"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {"李四夺冠的城市 | 巴黎", "1998年是哪个城市 | 首尔"})
    void answers_in_chinese(String question, String value) {
        assertThat(Questions.value(question, CHINESE_GAMES)).isEqualTo(value);
    }
}
