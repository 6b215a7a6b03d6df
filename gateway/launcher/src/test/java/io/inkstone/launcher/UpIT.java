package io.inkstone.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program as a user starts it: the whole tree of processes, and each way in which a start can fail. */
@Timeout(300)
class UpIT {

    @TempDir
    Path dir;

    private Path data() {
        return dir.resolve("data");
    }

    private InkstoneProcess start(Map<String, String> environment, String... arguments) throws Exception {
        return InkstoneProcess.start(Files.createTempFile(dir, "errors", ".txt"), environment, arguments);
    }

    private void assertFails(Map<String, String> environment, List<String> expected, String... arguments)
            throws Exception {
        try (InkstoneProcess process = start(environment, arguments)) {
            assertThat(process.awaitExit()).as(process.errors()).isEqualTo(2);
            assertThat(process.errors().lines().filter(line -> !line.startsWith("Verifying ")))
                    .singleElement()
                    .asString()
                    .contains(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "KILL, 137"})
    void serves_until_a_signal_and_leaves_no_process_behind(String signal, int exitCode) throws Exception {
        TestModel.assumeAtHand();
        try (InkstoneProcess up = start(TestModel.ENVIRONMENT, "up", "--port", "0", "--data", data().toString())) {
            String line = up.awaitLine("Inkstone serves at http://127.0.0.1:");
            String key = up.awaitLine("Admin key: ").replaceAll(".*(ink_\\w+).*", "$1");
            List<ProcessHandle> children = up.descendants();
            assertThat(children).hasSizeGreaterThanOrEqualTo(2).allMatch(ProcessHandle::isAlive);
            Path keyFile = data().resolve("admin.key");
            assertThat(keyFile).hasContent(key);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile)))
                    .isEqualTo("rw-------");

            int port = Integer.parseInt(line.replaceAll(".*127\\.0\\.0\\.1:(\\d+).*", "$1"));
            assertThat(GatewayClient.local(port, key).get("/v1/models").ok()).isTrue();
            assertFails(
                    Map.of(),
                    List.of(data().toString(), "in use by process", "port " + port, "--data DIR"),
                    "up",
                    "--port",
                    "0",
                    "--data",
                    data().toString());

            up.signal(signal);

            assertThat(up.awaitExit()).isEqualTo(exitCode);
            for (ProcessHandle left :
                    Stream.concat(children.stream(), up.marked().stream()).toList()) {
                left.onExit().get(20, TimeUnit.SECONDS);
            }
            assertThat(up.marked()).isEmpty();
        }
    }

    @Test
    void names_a_port_that_is_taken() throws Exception {
        TestModel.assumeAtHand();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertFails(
                    TestModel.ENVIRONMENT, List.of(port, "--port"), "up", "--port", port, "--data", data().toString());
        }
    }

    @Test
    void names_a_setting_that_is_unknown() throws Exception {
        Files.createDirectories(data());
        Files.writeString(data().resolve("inkstone.yaml"), "inkstone:\n  gateway:\n    prot: 80\n");

        assertFails(
                TestModel.ENVIRONMENT,
                List.of("inkstone.gateway.prot"),
                "up",
                "--port",
                "0",
                "--data",
                data().toString());
    }

    @Test
    void names_a_damaged_model_file_and_how_to_fetch_it_again() throws Exception {
        Path models = Files.createDirectories(dir.resolve("models"));
        Path file = models.resolve("qwen2.5-coder-0.5b-instruct-q4_k_m.gguf");
        try (RandomAccessFile holes = new RandomAccessFile(file.toFile(), "rw")) {
            holes.setLength(491_400_064);
        }

        assertFails(
                Map.of("INKSTONE_MODELS", models.toString()),
                List.of(file.toString(), "SHA-256", "./inkstone model pull qwen2.5-coder-0.5b-instruct"),
                "up",
                "--port",
                "0",
                "--data",
                data().toString());
    }

    @Test
    void says_that_there_is_no_network() throws Exception {
        Path models = dir.resolve("models");
        Map<String, String> offline = Map.of(
                "INKSTONE_MODELS", models.toString(),
                "PIP_CONFIG_FILE", "/dev/null",
                "PIP_INDEX_URL", "http://127.0.0.1:1/simple",
                "JDK_JAVA_OPTIONS", "-Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=1");
        try (InkstoneProcess pull = start(offline, "model", "pull", "qwen2.5-coder-0.5b-instruct")) {
            assertThat(pull.awaitExit()).isEqualTo(2);
            assertThat(pull.errors().lines().filter(line -> line.startsWith("inkstone: ")))
                    .singleElement()
                    .asString()
                    .contains(
                            "could not be fetched", "Check the network", "./inkstone model pull", "model import FILE");
        }
        assertThat(models.resolve("qwen2.5-coder-0.5b-instruct-q4_k_m.gguf")).doesNotExist();
    }
}
