package io.inkstone.model.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScratchDirectoryTest {

    @TempDir
    private Path parent;

    @Test
    void removes_what_dead_processes_left_and_nothing_else() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        assertThat(dead.waitFor()).isZero();
        Path stale = Files.createDirectories(parent.resolve("inkstone-native-" + dead.pid() + "-1/inside"))
                .getParent();
        long own = ProcessHandle.current().pid();
        Path alive = Files.createDirectory(parent.resolve("inkstone-native-" + own + "-2"));
        Path foreign = Files.createDirectory(parent.resolve("inkstone-native-notes"));

        ScratchDirectory.removeStale(parent);

        assertThat(stale).doesNotExist();
        assertThat(alive).exists();
        assertThat(foreign).exists();
    }

    @Test
    void goes_with_all_it_holds() throws Exception {
        ScratchDirectory scratch = ScratchDirectory.create();
        Files.writeString(Files.createDirectory(scratch.path().resolve("a")).resolve("library.so"), "x");

        scratch.delete();

        assertThat(scratch.path()).doesNotExist();
    }
}
