package io.inkstone.lsp.completion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RecentAnswersTest {

    private final RecentAnswers answers = new RecentAnswers();

    @Test
    void knows_an_answer_by_the_text_around_the_cursor() {
        answers.keep("a", "one two", 4, List.of(new Suggestion("c", "x")));

        assertThat(answers.find("a", "one two", 4)).isPresent();
        assertThat(answers.find("a", "one two", 3)).isEmpty();
        assertThat(answers.find("b", "one two", 4)).isEmpty();
        assertThat(answers.find("a", "one three", 4)).isEmpty();
    }

    @Test
    void forgets_what_was_not_asked_for_longest() {
        for (int at = 0; at < 200; at++) {
            answers.keep("a", "text" + at, 4, List.of());
        }

        assertThat(answers.find("a", "text0", 4)).isEmpty();
        assertThat(answers.find("a", "text199", 4)).isPresent();
    }
}
