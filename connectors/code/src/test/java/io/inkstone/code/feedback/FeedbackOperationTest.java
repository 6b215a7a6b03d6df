package io.inkstone.code.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.inkstone.code.feedback.FeedbackInput.Event;
import io.inkstone.code.feedback.FeedbackInput.Kind;
import io.inkstone.connector.ConnectorException;
import io.inkstone.connector.FigureSheet;
import io.inkstone.connector.Figures;
import io.inkstone.connector.Models;
import io.inkstone.connector.Operation;
import io.inkstone.connector.OperationContext;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FeedbackOperationTest {

    private final Operation<FeedbackInput, FeedbackAnswer> operation = FeedbackOperation.create();
    private final Map<String, Long> sums = new TreeMap<>();

    /** The context of a tenant, which adds up what is counted as its host does. */
    private record Context(String tenant, Figures figures) implements OperationContext {

        @Override
        public Locale locale() {
            return Locale.ENGLISH;
        }

        @Override
        public Clock clock() {
            return Clock.systemUTC();
        }

        @Override
        public Models models() {
            throw new IllegalStateException("feedback asks no model");
        }

        @Override
        public boolean wantsFile(String mediaType) {
            return false;
        }

        @Override
        public void progress(double fraction, String message) {}

        @Override
        public void partial(Object part) {}

        @Override
        public void checkCancelled() {}
    }

    private int tell(String tenant, Event... events) throws Exception {
        FigureSheet sheet = FeedbackOperation.sheet();
        Figures figures = (figure, label, amount) -> {
            assertThat(sheet.declares(figure)).isTrue();
            if (amount > 0) {
                sums.merge(tenant + " " + figure + " " + sheet.counted(label), amount, Long::sum);
            }
        };
        Operation.Body.Single<FeedbackInput, FeedbackAnswer> body =
                (Operation.Body.Single<FeedbackInput, FeedbackAnswer>) operation.body();
        return body.function()
                .run(new FeedbackInput(List.of(events)), new Context(tenant, figures))
                .counted();
    }

    private static Event event(@Nullable String id, Kind kind, String language, int characters) {
        return new Event(id, kind, language, characters);
    }

    @Test
    void counts_what_is_shown_taken_kept_and_typed_by_language() throws Exception {
        int counted = tell(
                "acme",
                event("a", Kind.SHOWN, "java", 20),
                event("b", Kind.SHOWN, "java", 30),
                event("a", Kind.ACCEPTED, "java", 20),
                event("a", Kind.RETAINED_30S, "java", 20),
                event("a", Kind.RETAINED_5M, "java", 20),
                event(null, Kind.TYPED, "Python", 7));

        assertThat(counted).isEqualTo(6);
        assertThat(sums)
                .containsOnly(
                        Map.entry("acme shown java", 2L),
                        Map.entry("acme accepted java", 1L),
                        Map.entry("acme characters_assistant java", 20L),
                        Map.entry("acme retained_30s java", 1L),
                        Map.entry("acme retained_5m java", 1L),
                        Map.entry("acme characters_typed python", 7L));
    }

    @Test
    void counts_an_event_once_however_often_it_is_told() throws Exception {
        tell("acme", event("a", Kind.SHOWN, "java", 20), event("a", Kind.SHOWN, "java", 20));
        int again = tell("acme", event("a", Kind.SHOWN, "java", 20));
        tell("beta", event("a", Kind.SHOWN, "java", 20));

        assertThat(again).isZero();
        assertThat(sums).containsOnly(Map.entry("acme shown java", 1L), Map.entry("beta shown java", 1L));
    }

    @Test
    void adds_the_parts_of_a_completion_that_is_taken_word_by_word() throws Exception {
        tell("acme", event("a", Kind.ACCEPTED, "java", 5), event("a", Kind.ACCEPTED, "java", 6));

        assertThat(sums)
                .containsOnly(Map.entry("acme accepted java", 1L), Map.entry("acme characters_assistant java", 11L));
    }

    @Test
    void tells_unknown_languages_apart_no_further() throws Exception {
        tell("acme", event(null, Kind.TYPED, "my-secret-language", 3), new Event(null, Kind.TYPED, null, 4));

        assertThat(sums).containsOnly(Map.entry("acme characters_typed other", 7L));
    }

    @Test
    void counts_nothing_of_a_request_with_an_event_of_no_completion() {
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() ->
                        tell("acme", event("a", Kind.SHOWN, "java", 1), event(null, Kind.RETAINED_30S, "java", 1)))
                .withMessageContaining("'retained_30s'")
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("missing_completion_id"));
        assertThat(sums).isEmpty();
    }

    @Test
    void forgets_the_oldest_completions() {
        Told told = new Told(2);
        assertThat(told.first("t", "1", Kind.SHOWN)).isTrue();
        assertThat(told.first("t", "2", Kind.SHOWN)).isTrue();
        assertThat(told.first("t", "3", Kind.SHOWN)).isTrue();
        assertThat(told.first("t", "3", Kind.SHOWN)).isFalse();
        assertThat(told.first("t", "1", Kind.SHOWN)).isTrue();
    }
}
