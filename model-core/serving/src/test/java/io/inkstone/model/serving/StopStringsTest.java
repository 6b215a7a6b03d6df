package io.inkstone.model.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class StopStringsTest {

    @Test
    void cuts_at_the_first_stop_however_it_is_split() {
        String text = "one two three END four";
        for (int size = 1; size < text.length(); size++) {
            StopStrings stops = new StopStrings(List.of("four", "END", " three E"));
            StringBuilder shown = new StringBuilder();
            for (int at = 0; at < text.length(); at += size) {
                shown.append(stops.push(text.substring(at, Math.min(text.length(), at + size))));
            }
            assertThat(shown).as("pieces of %d", size).hasToString("one two");
            assertThat(stops.isHit()).isTrue();
            assertThat(stops.rest()).isEmpty();
        }
    }

    @Test
    void holds_back_only_what_may_become_a_stop() {
        StopStrings stops = new StopStrings(List.of("\n\n", "abcabd"));

        assertThat(stops.push("x\n")).isEqualTo("x");
        assertThat(stops.push("y")).isEqualTo("\ny");
        assertThat(stops.push("abcab")).isEmpty();
        assertThat(stops.push("cab")).isEqualTo("abc");
        assertThat(stops.isHit()).isFalse();
        assertThat(stops.rest()).isEqualTo("abcab");
    }

    @Test
    void without_stops_everything_passes() {
        assertThat(new StopStrings(List.of()).push("text")).isEqualTo("text");
    }
}
