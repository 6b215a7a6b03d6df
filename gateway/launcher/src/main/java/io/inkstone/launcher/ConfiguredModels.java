package io.inkstone.launcher;

import io.inkstone.model.catalog.Catalog;
import io.inkstone.model.catalog.ModelEntry;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Which models' files a start needs: those of the setting {@code inkstone.model-core.models}, else the default one. */
final class ConfiguredModels {

    private static final String KEY = "inkstone.model-core.models";
    private static final int YAML_ORDINAL = 200;

    private ConfiguredModels() {}

    static List<ModelEntry> in(Path dataDir, Catalog catalog) {
        Optional<List<String>> names = read(dataDir);
        return names.isEmpty()
                ? List.of(catalog.defaultChat())
                : names.get().stream().map(catalog::require).toList();
    }

    private static Optional<List<String>> read(Path dataDir) {
        SmallRyeConfigBuilder builder =
                new SmallRyeConfigBuilder().addDefaultInterceptors().addSystemSources();
        Path file = dataDir.resolve("inkstone.yaml");
        try {
            if (Files.exists(file)) {
                builder.withSources(new YamlConfigSource(file.toUri().toURL(), YAML_ORDINAL));
            }
            SmallRyeConfig config = builder.build();
            return config.getOptionalValues(KEY, String.class);
        } catch (IOException | RuntimeException e) {
            String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new LaunchException("the settings in " + file + " cannot be read (" + first + "); expected YAML", e);
        }
    }
}
