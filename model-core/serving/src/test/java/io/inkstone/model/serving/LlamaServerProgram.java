package io.inkstone.model.serving;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A real llama.cpp server for the tests: the one in the Python package xllamacpp, behind a script that takes
 * llama-server's options. Installed once for the machine in the cache directory; where that fails, tests are skipped.
 */
final class LlamaServerProgram {

    private static final String PACKAGE = "xllamacpp==2026.10.11549";
    private static final long INSTALL_SECONDS = 300;

    private LlamaServerProgram() {}

    /** A program that can be run as llama-server. */
    static Path assumeAtHand() {
        try {
            Path library = install();
            Path script = Files.createTempFile("llama-server", ".py");
            script.toFile().deleteOnExit();
            try (InputStream source = LlamaServerProgram.class.getResourceAsStream("llama-server.py")) {
                Files.write(script, Objects.requireNonNull(source).readAllBytes());
            }
            Path program = Files.createTempFile("llama-server", ".sh");
            program.toFile().deleteOnExit();
            Files.writeString(
                    program, "#!/bin/sh\nPYTHONPATH='" + library + "' exec python3 '" + script + "' \"$@\"\n");
            assumeTrue(program.toFile().setExecutable(true), "scripts cannot be made executable here");
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Path install() throws IOException, InterruptedException {
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "inkstone");
        Path library = cache.resolve(PACKAGE.replace("==", "-"));
        if (Files.isDirectory(library)) {
            return library;
        }
        Files.createDirectories(cache);
        Path half = Files.createTempDirectory(cache, "installing-");
        Process pip;
        try {
            pip = new ProcessBuilder(
                            "python3",
                            "-m",
                            "pip",
                            "install",
                            "--quiet",
                            "--no-deps",
                            "--target",
                            half.toString(),
                            PACKAGE)
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "no python3 here, so no llama.cpp server to test with");
            throw e;
        }
        pip.getOutputStream().close();
        String output = new String(pip.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean ended = pip.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS);
        assumeTrue(ended && pip.exitValue() == 0, "pip could not install " + PACKAGE + ": " + output);
        try {
            Files.move(half, library, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            assumeTrue(Files.isDirectory(library), "the cache cannot be written: " + e.getMessage());
        }
        return library;
    }
}
