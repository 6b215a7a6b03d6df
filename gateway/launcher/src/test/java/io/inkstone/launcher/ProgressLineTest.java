package io.inkstone.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.model.catalog.ProgressListener.Stage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final AtomicLong nanos = new AtomicLong();

    private ProgressLine line(boolean terminal) {
        return new ProgressLine("tiny", out, terminal, nanos::get);
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void says_nothing_of_what_is_done_within_a_second() {
        ProgressLine line = line(true);
        line.onProgress(Stage.VERIFYING, 50, 100);
        line.close();

        assertThat(printed()).isEmpty();
    }

    @Test
    void writes_a_line_for_each_quarter_where_there_is_no_terminal() {
        ProgressLine line = line(false);
        nanos.set(2_000_000_000L);
        for (long done = 0; done <= 400; done += 10) {
            line.onProgress(Stage.DOWNLOADING, done << 20, 400L << 20);
        }

        assertThat(printed().lines())
                .containsExactly(
                        "Fetching tiny … 0 % of 400 MiB",
                        "Fetching tiny … 25 % of 400 MiB",
                        "Fetching tiny … 50 % of 400 MiB",
                        "Fetching tiny … 75 % of 400 MiB",
                        "Fetching tiny … 100 % of 400 MiB");
    }

    @Test
    void moves_one_line_on_a_terminal_and_clears_it() {
        ProgressLine line = line(true);
        for (int i = 0; i <= 10; i++) {
            nanos.addAndGet(1_000_000_000L);
            line.onProgress(Stage.DOWNLOADING, i, 10);
        }
        line.close();

        assertThat(printed())
                .doesNotContain("\n")
                .contains("\r\033[KFetching tiny … 50 %")
                .endsWith("\r\033[K");
    }
}
