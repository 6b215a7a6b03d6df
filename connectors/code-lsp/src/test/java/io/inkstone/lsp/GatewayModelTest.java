package io.inkstone.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.lsp.document.Snapshot;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GatewayModelTest {

    private static final Snapshot LONG = new Snapshot("file:///a", "x", 1, "a line of text\n".repeat(10_000));

    @Test
    void sends_a_short_file_from_its_beginning() {
        assertThat(GatewayModel.windowStart(LONG, 20_000)).isZero();
    }

    @Test
    void the_window_begins_at_a_line_and_moves_seldom_while_the_person_types_on() {
        Set<Integer> starts = new HashSet<>();
        for (int offset = 100_000; offset < 108_000; offset++) {
            int start = GatewayModel.windowStart(LONG, offset);
            assertThat(LONG.text().charAt(start - 1)).isEqualTo('\n');
            assertThat(offset - start).isBetween(20_000, 32_000);
            starts.add(start);
        }

        assertThat(starts).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void bears_a_file_of_one_line() {
        Snapshot line = new Snapshot("file:///a", "x", 1, "x".repeat(100_000));

        assertThat(90_000 - GatewayModel.windowStart(line, 90_000)).isBetween(20_000, 32_000);
    }
}
