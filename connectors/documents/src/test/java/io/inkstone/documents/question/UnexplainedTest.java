package io.inkstone.documents.question;

import static io.inkstone.documents.question.Games.CHINESE_GAMES;
import static io.inkstone.documents.question.Games.GAMES;
import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.documents.linking.Links;
import io.inkstone.documents.sheet.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UnexplainedTest {

    /** Plain readings that more speaks against are not shown. */
    private static final double SHOWN = 0.5;

    @ParameterizedTest
    @ValueSource(
            strings = {"what was the attendance at Oslo", "who was the winner in 1998", "average attendance of Ann Lee"
            })
    void costs_nothing_where_every_word_is_explained(String question) {
        assertThat(penalty(question, GAMES)).isLessThan(0.05);
    }

    @ParameterizedTest(name = "{1} more than {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "what was the attendance at Oslo | what was the attendance at Oslo for Zidane",
                "who won in 1994 | who won in 1994 at the stadium",
                "how many sprinters won | how many won for Norway", // what is counted may go by another name
                "what was the attendance recorded at Oslo | what was the attendance at Oslo for Norway", // a verb
                "what was the attendance at Oslo | what was the average altitude at Oslo"
            })
    void costs_more_the_likelier_it_names_what_is_not_there(String less, String more) {
        assertThat(penalty(more, GAMES)).isGreaterThan(penalty(less, GAMES));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "who won in Madrid",
                "what was the attendance at Oslo for Zidane",
                "who won in 1994 at the stadium"
            })
    void shows_no_reading_that_leaves_out_a_name(String question) {
        assertThat(Questions.likeliest(question, GAMES).penalty()).isGreaterThan(SHOWN);
    }

    @Test
    void shows_none_that_leaves_out_a_chinese_name() {
        assertThat(penalty("马德里的冠军是谁", CHINESE_GAMES)).isGreaterThanOrEqualTo(0.45);
        assertThat(Questions.of("马德里的冠军是谁", CHINESE_GAMES)).noneMatch(reading -> reading.penalty() < SHOWN);
    }

    @Test
    void never_costs_more_than_anything_can() {
        assertThat(penalty("who won for Norway against Chile with Zidane by Vodka in Madrid", GAMES))
                .isEqualTo(0.9);
    }

    private static double penalty(String question, Table table) {
        Links links = Questions.links(question, table);
        return Unexplained.penalty(links, ClueFinder.find(links).unexplained());
    }
}
