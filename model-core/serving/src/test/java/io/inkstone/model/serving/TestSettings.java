package io.inkstone.model.serving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Settings by way of the file that users write. */
final class TestSettings {

    private TestSettings() {}

    static ModelCoreConfig load(Path dataDir, Map<String, String> settings, String secret) throws IOException {
        StringBuilder yaml = new StringBuilder("inkstone:\n  model-core:\n    secret: " + secret + "\n");
        settings.forEach((key, value) ->
                yaml.append("    ").append(key).append(": ").append(value).append('\n'));
        Files.writeString(dataDir.resolve("inkstone.yaml"), yaml);
        return ModelCoreSettings.load(dataDir);
    }
}
