package io.inkstone.model.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.inkstone.model.catalog.Catalog;
import io.inkstone.model.catalog.ModelEntry;
import io.inkstone.model.catalog.ModelFile;
import io.inkstone.model.catalog.ModelStore;
import io.inkstone.model.catalog.ProgressListener;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What somebody must mend is said in one line, with exit code 2. */
@Timeout(60)
final class StartFailureIT {

    @TempDir
    private Path models;

    private ProcessFailure startWith(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.putIfAbsent("models", TestModels.SMALL);
        all.put("embeddings", "false");
        Map<String, String> environment = Map.of("INKSTONE_MODELS", models.toString());
        ProcessFailure failure = catchThrowableOfType(
                ProcessFailure.class,
                () -> RunningModelCore.start(all, environment).close());
        assertThat(failure).isNotNull();
        assertThat(failure.exitCode()).isEqualTo(2);
        return failure;
    }

    private Path modelFile() {
        ModelEntry entry = Catalog.load().require(TestModels.SMALL);
        return models.resolve(Objects.requireNonNull(entry.file()).name());
    }

    @Test
    void a_missing_model_file() {
        assertThat(startWith(Map.of()))
                .hasMessageContaining(TestModels.SMALL)
                .hasMessageContaining("./inkstone model pull");
    }

    @Test
    void a_truncated_model_file() throws Exception {
        Files.writeString(modelFile(), "GGUF");

        assertThat(startWith(Map.of()))
                .hasMessageContaining(modelFile().toString())
                .hasMessageContaining("4 bytes")
                .hasMessageContaining("./inkstone model pull");
    }

    @Test
    void a_corrupt_model_file() throws Exception {
        ModelFile file =
                Objects.requireNonNull(Catalog.load().require(TestModels.SMALL).file());
        try (RandomAccessFile hole = new RandomAccessFile(modelFile().toFile(), "rw")) {
            hole.setLength(file.sizeBytes());
        }
        assertThat(startWith(Map.of())).hasMessageContaining("SHA-256").hasMessageContaining("./inkstone model pull");
    }

    @Test
    void an_unknown_model() {
        assertThat(startWith(Map.of("models", "no-such-model")))
                .hasMessageContaining("no-such-model")
                .hasMessageContaining(TestModels.SMALL);
    }

    @Test
    void a_setting_out_of_range() {
        assertThat(startWith(Map.of("port", "70000")))
                .hasMessageContaining("inkstone.model-core.port")
                .hasMessageContaining("70000");
    }

    @Test
    void a_misspelt_setting() {
        assertThat(startWith(Map.of("queue-lenght", "3"))).hasMessageContaining("inkstone.model-core.queue-lenght");
    }

    @Test
    void an_engine_that_is_not_installed() throws Exception {
        Files.createLink(modelFile(), TestModels.assumeAtHand(TestModels.SMALL));

        assertThat(startWith(Map.of("engine", "llama-server", "llama-server-path", "/nowhere/llama-server")))
                .hasMessageContaining("/nowhere/llama-server")
                .hasMessageContaining("llama-server-path");
    }

    @Test
    void a_port_in_use() throws Exception {
        Files.createLink(modelFile(), TestModels.assumeAtHand(TestModels.SMALL));
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertThat(startWith(Map.of("port", port)))
                    .hasMessageContaining(port)
                    .hasMessageContaining("inkstone.model-core.port");
        }
    }

    @Test
    void an_imported_file_is_served_like_any_other() throws Exception {
        Path file = TestModels.assumeAtHand(TestModels.SMALL);
        ModelEntry imported = new ModelStore(models).importFile(file, "my-own", ProgressListener.silent());
        try (RunningModelCore core = RunningModelCore.start(
                Map.of("models", imported.name(), "embeddings", "false"),
                Map.of("INKSTONE_MODELS", models.toString()))) {
            HttpResponse<String> response = core.get("/v1/models");
            assertThat(response.body()).contains("\"my-own\"");
        }
    }
}
