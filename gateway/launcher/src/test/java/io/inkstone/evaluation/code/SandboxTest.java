package io.inkstone.evaluation.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SandboxTest {

    @TempDir
    Path work;

    private Sandbox sandbox;

    @BeforeEach
    void find() {
        Optional<Sandbox> found = Sandbox.find(work);
        assumeTrue(found.isPresent(), "this machine has no python3, prlimit and namespaces to run code in");
        sandbox = found.orElseThrow();
    }

    @Test
    void tells_a_program_that_ends_well_from_one_that_does_not() {
        assertThat(sandbox.passes("assert 1 + 1 == 2")).isTrue();
        assertThat(sandbox.passes("assert 1 + 1 == 3")).isFalse();
    }

    @Test
    void has_no_network() {
        assertThat(sandbox.passes("import socket\ns = socket.create_server(('127.0.0.1', 0))\n"
                        + "socket.create_connection(s.getsockname(), 1)"))
                .isFalse();
    }

    @Test
    void limits_memory_time_and_files() {
        assertThat(sandbox.passes("x = bytearray(2 << 30)")).isFalse();
        assertThat(sandbox.passes("while True: pass")).isFalse();
        assertThat(sandbox.passes("open('big', 'wb').write(b'x' * (8 << 20))")).isFalse();
    }

    @Test
    void sees_no_other_process() {
        assertThat(sandbox.passes(
                        "import os\nos.kill(" + ProcessHandle.current().pid() + ", 0)"))
                .isFalse();
    }
}
