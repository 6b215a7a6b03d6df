package io.inkstone.documents.question;

import static io.inkstone.documents.question.Games.CHINESE_GAMES;
import static io.inkstone.documents.question.Games.GAMES;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FigureQuestionsTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "what was the highest attendance | 900",
                "what is the lowest attendance | 500",
                "average attendance | 687.5",
                "total attendance of Ann Lee | 1150",
                "average attendance of Ann Lee | 575"
            })
    void answers_with_a_figure(String question, double value) {
        assertThat(Questions.value(question, GAMES)).isEqualTo(value);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "how many times did Ann Lee win | 2",
                "how many different winners | 3",
                "number of winners | 3",
                "how many hosts | 4",
                "how many people attended in Oslo | 700", // a number that stands there, not rows
                "how many games had more than 600 attendance | 3"
            })
    void counts(String question, double count) {
        assertThat(Questions.value(question, GAMES)).isEqualTo(count);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "which winner had the most attendance | Cid Ong",
                "which host had the lowest attendance | Rome",
                "which host had the highest attendance before 2000 | Oslo"
            })
    void says_which_has_the_most_or_the_least(String question, String value) {
        assertThat(Questions.value(question, GAMES)).isEqualTo(value);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {"观众最多的城市 | 巴黎", "观众最多的是哪个城市 | 巴黎", "观众最少的城市 | 罗马"})
    void says_it_in_chinese(String question, String value) {
        assertThat(Questions.value(question, CHINESE_GAMES)).isEqualTo(value);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {"张三得过几次冠军 | 2", "一共有多少观众 | 1850"})
    void counts_in_chinese(String question, double count) {
        assertThat(Questions.value(question, CHINESE_GAMES)).isEqualTo(count);
    }
}
