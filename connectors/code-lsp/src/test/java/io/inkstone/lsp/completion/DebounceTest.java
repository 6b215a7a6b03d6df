package io.inkstone.lsp.completion;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DebounceTest {

    private final Debounce debounce = new Debounce(Duration.ofMillis(80));

    @Test
    void waits_longer_while_answers_come_too_late_but_never_much_longer() {
        assertThat(debounce.delay()).isEqualTo(Duration.ofMillis(80));

        debounce.overtaken();
        assertThat(debounce.delay()).isEqualTo(Duration.ofMillis(120));
        for (int at = 0; at < 20; at++) {
            debounce.overtaken();
        }

        assertThat(debounce.delay()).isEqualTo(Duration.ofMillis(320));
    }

    @Test
    void comes_back_to_what_was_set_when_answers_arrive() {
        debounce.overtaken();
        debounce.answered();
        debounce.answered();
        assertThat(debounce.delay()).isEqualTo(Duration.ofMillis(80));

        debounce.least(Duration.ofMillis(10));
        assertThat(debounce.delay()).isEqualTo(Duration.ofMillis(10));
    }
}
