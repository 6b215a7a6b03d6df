package io.inkstone.model.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LlamaServerBinaryTest {

    @TempDir
    private Path directory;

    private Path program() throws Exception {
        Path program = Files.createFile(directory.resolve("llama-server"));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }

    @Test
    void takes_the_configured_one_first() throws Exception {
        Path program = program();

        assertThat(LlamaServerBinary.find(Optional.of(program.toString()), "/nowhere"))
                .isEqualTo(program);
    }

    @Test
    void looks_along_the_path() throws Exception {
        Path program = program();

        assertThat(LlamaServerBinary.find(Optional.empty(), "/nowhere" + File.pathSeparator + directory))
                .isEqualTo(program);
    }

    @Test
    void says_what_to_do_when_there_is_none() {
        assertThatThrownBy(() -> LlamaServerBinary.find(Optional.empty(), null))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("llama-server-path");
        assertThatThrownBy(() -> LlamaServerBinary.find(Optional.of(directory.toString()), ""))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining(directory.toString());
    }
}
