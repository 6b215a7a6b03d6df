package io.inkstone.guardrails.safety;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TextWindowTest {

    @Test
    void covers_every_character_that_is_drawn_and_exceeds_no_bound() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(2000);
            while (text.length() < length) {
                text.append("ab .。\n字".charAt(random.nextInt(7)));
            }
            List<TextWindow> windows = TextWindow.of(text);
            int at = 0;
            for (TextWindow window : windows) {
                assertThat(text.substring(at, window.start())).isBlank();
                assertThat(window.end() - window.start()).isBetween(1, TextWindow.MOST);
                at = window.end();
            }
            assertThat(text.substring(at)).isBlank();
        }
    }

    @Test
    void keeps_sentences_whole() {
        String sentence = "x".repeat(198) + ". ";

        assertThat(TextWindow.of(sentence.repeat(2))).containsExactly(new TextWindow(0, 199), new TextWindow(200, 399));
    }
}
