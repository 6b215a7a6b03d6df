package io.inkstone.evaluation.guardrails;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SpanScoreTest {

    @Test
    void tells_exact_bounds_from_touching_ones() {
        SpanScore score = new SpanScore();
        score.add(
                List.of(
                        new TypedSpan("PERSON", 0, 5),
                        new TypedSpan("PERSON", 10, 15),
                        new TypedSpan("PERSON", 20, 25)),
                List.of(new TypedSpan("PERSON", 0, 5), new TypedSpan("PERSON", 12, 18)));

        SpanFigures person = score.of(List.of("PERSON"));
        assertThat(person).isEqualTo(new SpanFigures(3, 2, 1, 2, 2));
        assertThat(person.precision()).isEqualTo(0.5);
        assertThat(person.recall()).isCloseTo(1 / 3.0, within(1e-9));
        assertThat(person.f1()).isCloseTo(0.4, within(1e-9));
        assertThat(person.touchingF1()).isCloseTo(0.8, within(1e-9));
    }

    @Test
    void counts_the_right_bounds_of_another_type_as_wrong() {
        SpanScore score = new SpanScore();
        score.add(List.of(new TypedSpan("PERSON", 0, 5)), List.of(new TypedSpan("LOCATION", 0, 5)));

        assertThat(score.of(List.of("PERSON", "LOCATION"))).isEqualTo(new SpanFigures(1, 1, 0, 0, 0));
    }

    @Test
    void counts_what_is_found_twice_once() {
        SpanScore score = new SpanScore();
        TypedSpan span = new TypedSpan("PERSON", 0, 5);
        score.add(List.of(span), List.of(span, span));

        assertThat(score.of(List.of("PERSON")).precision()).isEqualTo(1);
    }

    @Test
    void is_zero_where_there_is_nothing() {
        assertThat(new SpanScore().of(List.of("PERSON")).f1()).isZero();
    }
}
