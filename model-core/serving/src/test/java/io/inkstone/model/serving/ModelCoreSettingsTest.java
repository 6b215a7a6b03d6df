package io.inkstone.model.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelCoreSettingsTest {

    @TempDir
    private Path dataDir;

    @Test
    void has_defaults() throws Exception {
        ModelCoreConfig config = TestSettings.load(dataDir, Map.of(), "s");

        assertThat(config.host()).isEqualTo("127.0.0.1");
        assertThat(config.port()).isZero();
        assertThat(config.models()).isEmpty();
        assertThat(config.engine()).isEqualTo(EngineKind.EMBEDDED);
        assertThat(config.contextTokens()).isEqualTo(8192);
        assertThat(config.queueLength()).isEqualTo(16);
        assertThat(config.embeddings()).isTrue();
    }

    @Test
    void reads_the_file() throws Exception {
        ModelCoreConfig config =
                TestSettings.load(dataDir, Map.of("engine", "llama-server", "models", "a,b", "threads", "3"), "s");

        assertThat(config.engine()).isEqualTo(EngineKind.LLAMA_SERVER);
        assertThat(config.models().orElseThrow()).containsExactly("a", "b");
        assertThat(config.threads()).hasValue(3);
    }

    @Test
    void names_each_value_out_of_range() {
        assertThatThrownBy(() -> TestSettings.load(dataDir, Map.of("port", "-1", "threads", "0"), "s"))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("inkstone.model-core.port is -1")
                .hasMessageContaining("inkstone.model-core.threads is 0");
    }

    @Test
    void names_each_key_and_value_that_it_does_not_know() {
        assertThatThrownBy(() -> TestSettings.load(dataDir, Map.of("engin", "x", "port", "many"), "s"))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("inkstone.model-core.engin ")
                .hasMessageContaining("many")
                .hasMessageNotContaining("SRCFG")
                .hasMessageNotContaining("Exception");
    }

    @Test
    void wants_a_secret() {
        assertThatThrownBy(() -> TestSettings.load(dataDir, Map.of(), "''"))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("INKSTONE_MODEL_CORE_SECRET");
    }

    @Test
    void says_when_the_file_is_no_yaml() throws Exception {
        Files.writeString(dataDir.resolve("inkstone.yaml"), "inkstone: [");

        assertThatThrownBy(() -> ModelCoreSettings.load(dataDir))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("inkstone.yaml");
    }
}
