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

final class TopicRailTest {

    private final Guard guard = Streams.guard("""
            topics:
              forbidden:
                competitors: [Acme Corp, 艾克米]
                legal_advice: [how to sue]
            """);

    @Test
    void blocks_words_of_a_topic_in_questions_and_answers() {
        assertThat(guard.check(Passage.of(Origin.USER, "What does ACME  corp cost?")))
                .isInstanceOfSatisfying(
                        Verdict.Block.class,
                        block -> assertThat(block.because().category()).isEqualTo("topic_competitors"));
        assertThat(guard.check(Streams.answer("我推荐艾 克 米的产品"))).isInstanceOf(Verdict.Block.class);
        assertThat(guard.check(Streams.answer("acme corporation"))).isInstanceOf(Verdict.Allow.class);
    }

    @Test
    void lets_nothing_of_a_phrase_out_however_the_stream_is_cut() {
        for (int seed = 0; seed < 200; seed++) {
            StreamGuard stream = guard.stream(Origin.MODEL);
            assertThat(Streams.cut(stream, Streams.PROSE + "read how to sue them", seed))
                    .isEqualTo(Streams.PROSE + "read ");
        }
    }

    @Test
    void names_what_is_wrong_with_its_option() {
        assertThatThrownBy(() -> Streams.guard("topics: {forbidden: [a]}"))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("must be a map, e.g. {name: [one, two]}");
        assertThatThrownBy(() -> Streams.guard("topics: {forbidden: {Bad Name: [a]}}"))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("lower case");
    }
}
