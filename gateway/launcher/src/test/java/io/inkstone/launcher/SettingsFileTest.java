package io.inkstone.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inkstone.model.catalog.Catalog;
import io.inkstone.model.catalog.ModelEntry;
import io.inkstone.model.catalog.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {

    @TempDir
    Path dir;

    private final Catalog catalog = Catalog.load();

    private SettingsFile read(String yaml) throws IOException {
        Files.writeString(dir.resolve("inkstone.yaml"), yaml);
        return SettingsFile.in(dir);
    }

    @Test
    void needs_the_default_model_where_nothing_is_said() {
        assertThat(SettingsFile.in(dir).models(catalog)).containsExactly(catalog.defaultChat());
    }

    @Test
    void needs_the_models_that_are_named() throws IOException {
        String yaml = "inkstone:\n  model-core:\n    models: [gemma-3-270m, smollm2-135m-instruct]\n";

        assertThat(read(yaml).models(catalog))
                .extracting(ModelEntry::name)
                .containsExactly("gemma-3-270m", "smollm2-135m-instruct");
    }

    @Test
    void names_a_model_that_is_unknown() throws IOException {
        SettingsFile settings = read("inkstone:\n  model-core:\n    models: [gpt-9]\n");

        assertThatThrownBy(() -> settings.models(catalog))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("'gpt-9'");
    }

    @Test
    void names_every_key_that_no_process_would_look_at() {
        assertThatThrownBy(() -> read("inkstone:\n  modelcore:\n    threads: 3\nport: 80\n"))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("inkstone.modelcore.threads, port")
                .hasMessageContaining("expected keys under inkstone.gateway or inkstone.model-core");
    }

    @Test
    void names_a_file_that_is_not_yaml() {
        assertThatThrownBy(() -> read("inkstone:\n  - a: [\n"))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("inkstone.yaml")
                .hasMessageContaining("expected YAML");
    }
}
