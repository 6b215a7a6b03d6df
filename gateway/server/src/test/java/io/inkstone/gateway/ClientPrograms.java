package io.inkstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * Clients in other languages, installed once into a folder outside of the checkout: {@code INKSTONE_TEST_CACHE}, else {@code
 * ~/.cache/inkstone-test}. A test whose client cannot be had is skipped, and says what was missing.
 */
final class ClientPrograms {

    private static final String OPENAI_PYTHON = "3.57.0";
    private static final String ANTHROPIC_PYTHON = "2.14.0";
    private static final String OPENAI_NODE = "7.59.0";
    private static final long INSTALL_MINUTES = 10;
    private static final long RUN_MINUTES = 5;

    private ClientPrograms() {}

    /** A Python that has the clients of OpenAI and Anthropic. */
    static Path python() throws Exception {
        Path folder = cache().resolve("python-openai-" + OPENAI_PYTHON + "-anthropic-" + ANTHROPIC_PYTHON);
        Path python = folder.resolve("bin").resolve("python");
        install(
                folder,
                List.of("python3", "-m", "venv", folder.toString()),
                List.of(
                        python.toString(),
                        "-m",
                        "pip",
                        "install",
                        "--quiet",
                        "--disable-pip-version-check",
                        "openai==" + OPENAI_PYTHON,
                        "anthropic==" + ANTHROPIC_PYTHON));
        return python;
    }

    /** A folder in which Node finds the client of OpenAI. */
    static Path nodeFolder() throws Exception {
        Path folder = cache().resolve("node-openai-" + OPENAI_NODE);
        install(
                folder,
                List.of("node", "--version"),
                List.of(
                        "npm",
                        "install",
                        "--silent",
                        "--no-audit",
                        "--no-fund",
                        "--ignore-scripts",
                        "--prefix",
                        folder.toString(),
                        "openai@" + OPENAI_NODE));
        return folder;
    }

    /** Runs a program of the test's resources, which fails by its exit code. */
    static void run(Path interpreter, String resource, Path scratch, Map<String, String> environment) throws Exception {
        Path script = scratch.resolve(resource);
        try (InputStream in =
                Objects.requireNonNull(ClientPrograms.class.getResourceAsStream("clients/" + resource), resource)) {
            Files.write(script, in.readAllBytes());
        }
        Ran ran = run(List.of(interpreter.toString(), script.toString()), environment, RUN_MINUTES);
        assertThat(ran.code()).as(ran.output()).isZero();
        assertThat(ran.output()).contains("ok errors");
    }

    private static Path cache() throws IOException {
        String given = System.getenv("INKSTONE_TEST_CACHE");
        Path folder =
                given != null ? Path.of(given) : Path.of(System.getProperty("user.home"), ".cache", "inkstone-test");
        return Files.createDirectories(folder);
    }

    /** One process at a time; a file marks that all went well. */
    private static void install(Path folder, List<String> first, List<String> second) throws Exception {
        Path done = folder.resolve(".installed");
        Path lockFile = folder.resolveSibling(folder.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            if (Files.exists(done)) {
                return;
            }
            Files.createDirectories(folder);
            for (List<String> command : List.of(first, second)) {
                Ran ran = tried(command);
                Assumptions.assumeTrue(
                        ran.code() == 0,
                        () -> "skipped: a client cannot be had: '" + String.join(" ", command) + "' said: "
                                + ran.output());
            }
            Files.createFile(done);
        }
    }

    private record Ran(int code, String output) {}

    private static Ran tried(List<String> command) throws Exception {
        try {
            return run(command, Map.of(), INSTALL_MINUTES);
        } catch (IOException e) {
            return new Ran(127, String.valueOf(e.getMessage()));
        }
    }

    private static Ran run(List<String> command, Map<String, String> environment, long minutes) throws Exception {
        Path output = Files.createTempFile("client", ".log");
        try {
            ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment()
                    .keySet()
                    .removeIf(name -> name.startsWith("OPENAI_") || name.startsWith("ANTHROPIC_"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
                process.destroyForcibly().waitFor();
                return new Ran(124, "no end after " + minutes + " minutes: " + Files.readString(output));
            }
            return new Ran(process.exitValue(), Files.readString(output));
        } finally {
            Files.deleteIfExists(output);
        }
    }
}
