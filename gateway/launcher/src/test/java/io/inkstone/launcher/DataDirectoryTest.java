package io.inkstone.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir
    Path dir;

    @Test
    void is_held_by_one_at_a_time() {
        DataDirectory data = new DataDirectory(dir.resolve("new"));
        try (DataDirectory.Hold hold = data.hold()) {
            hold.announce(4711);

            assertThat(data.running())
                    .contains(
                            new DataDirectory.Run(4711, ProcessHandle.current().pid()));
            assertThatThrownBy(data::hold)
                    .isInstanceOf(LaunchException.class)
                    .hasMessageContaining(data.path().toString())
                    .hasMessageContaining("port 4711")
                    .hasMessageContaining("--data DIR");
        }
        assertThat(data.running()).isEmpty();
        data.hold().close();
    }

    @Test
    void forgets_a_process_that_is_gone() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Files.writeString(dir.resolve("run.json"), "{\"port\":4711,\"pid\":" + gone.pid() + "}");

        assertThat(new DataDirectory(dir).running()).isEmpty();
    }

    @Test
    void survives_a_run_file_that_is_none() throws Exception {
        Files.writeString(dir.resolve("run.json"), "half a {");

        assertThat(new DataDirectory(dir).running()).isEmpty();
    }
}
