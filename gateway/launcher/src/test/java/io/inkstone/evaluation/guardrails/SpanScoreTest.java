package io.inkstone.evaluation.guardrails;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SpanScoreTest {

    @Test
    void counts_spans_exactly_and_by_overlap_of_the_same_type() {
        SpanScore score = SpanScore.of(
                List.of(Set.of(span(0, 5, "a"), span(10, 15, "a"), span(20, 25, "b"), span(30, 31, "b"))),
                List.of(Set.of(span(0, 5, "a"), span(11, 13, "a"), span(20, 25, "a"))));

        assertThat(score.types().get("a")).isEqualTo(new SpanScore.Tally(2, 3, 1, 2, 2));
        assertThat(score.types().get("b")).isEqualTo(new SpanScore.Tally(2, 0, 0, 0, 0));
        assertThat(score.all().exactly().precision()).isEqualTo(1.0 / 3);
        assertThat(score.all().exactly().recall()).isEqualTo(0.25);
        assertThat(score.all().exactly().f1()).isCloseTo(2.0 / 7, within(1e-12));
        assertThat(score.all().overlapping().recall()).isEqualTo(0.5);
    }

    @Test
    void is_perfect_where_there_is_nothing_and_nothing_was_found() {
        assertThat(SpanScore.of(List.of(Set.of()), List.of(Set.of())).all().exactly())
                .isEqualTo(new SpanScore.Figures(1, 1, 1));
    }

    @Test
    void refuses_results_of_other_texts() {
        assertThatThrownBy(() -> SpanScore.of(List.of(Set.of()), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 texts");
    }

    private static TypedSpan span(int start, int end, String type) {
        return new TypedSpan(start, end, type);
    }
}
