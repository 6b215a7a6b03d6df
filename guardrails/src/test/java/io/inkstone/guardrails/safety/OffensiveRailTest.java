package io.inkstone.guardrails.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inkstone.guardrails.Guard;
import io.inkstone.guardrails.Origin;
import io.inkstone.guardrails.Passage;
import io.inkstone.guardrails.PolicyException;
import io.inkstone.guardrails.StreamGuard;
import io.inkstone.guardrails.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OffensiveRailTest {

    private final Guard guard = Streams.guard("offensive: {action: redact, words: [blithering, 呆瓜]}");

    @ParameterizedTest
    @ValueSource(strings = {"呆瓜", "呆 瓜", "呆*瓜", "呆\u200b瓜", "BLITHERING", "ｂｌｉｔｈｅｒｉｎｇ"})
    void finds_phrases_however_they_are_written(String phrase) {
        assertThat(guard.check(Streams.answer("he is " + phrase + " they say")))
                .isInstanceOfSatisfying(
                        Verdict.Redact.class,
                        redact -> assertThat(redact.text()).isEqualTo("he is [offensive] they say"));
    }

    @Test
    void finds_no_phrase_in_the_middle_of_a_word_or_over_the_end_of_a_clause() {
        assertThat(guard.check(Streams.answer("unblitheringly 呆，瓜"))).isInstanceOf(Verdict.Allow.class);
    }

    @Test
    void lets_office_texts_pass_also_with_the_classifier() {
        Guard both = Streams.guard("offensive: {on: [model], action: block, classifier: on}");
        for (String text : PhraseFile.lines("harmless.txt")) {
            assertThat(both.check(Streams.answer(text))).as(text).isInstanceOf(Verdict.Allow.class);
        }
    }

    @Test
    void holds_no_prose_and_lets_no_phrase_out_however_the_text_is_cut() {
        for (int seed = 0; seed < 200; seed++) {
            StreamGuard stream = guard.stream(Origin.MODEL);
            assertThat(Streams.cut(stream, Streams.PROSE + "so 呆_瓜 and blithering!", seed))
                    .isEqualTo(Streams.PROSE + "so [offensive] and [offensive]!");
        }
    }

    @Test
    void refuses_a_classifier_that_is_neither_on_nor_off() {
        assertThatThrownBy(() -> Streams.guard("offensive: {classifier: maybe}"))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("either on or off");
    }

    @Test
    void looks_at_answers_only() {
        assertThat(guard.check(Passage.of(Origin.USER, "blithering"))).isInstanceOf(Verdict.Allow.class);
    }
}
