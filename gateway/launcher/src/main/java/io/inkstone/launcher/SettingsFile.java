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
import org.yaml.snakeyaml.error.YAMLException;

/** {@code DIR/inkstone.yaml}, as far as it concerns more than one process; each process checks the keys of its own. */
final class SettingsFile {

    private static final String MODELS_KEY = "inkstone.model-core.models";
    private static final List<String> SECTIONS = List.of("inkstone.gateway.", "inkstone.model-core.");
    private static final List<String> FOREIGN = List.of("smallrye.", "mp.");
    private static final int ORDINAL = 200;

    private final Path file;
    private final Optional<YamlConfigSource> source;

    private SettingsFile(Path file, Optional<YamlConfigSource> source) {
        this.file = file;
        this.source = source;
    }

    /**
     * Reads it where there is one.
     *
     * @throws LaunchException when it is not YAML, or has keys that no process would ever look at
     */
    static SettingsFile in(Path dataDir) {
        Path file = dataDir.resolve("inkstone.yaml");
        if (!Files.exists(file)) {
            return new SettingsFile(file, Optional.empty());
        }
        try {
            YamlConfigSource source = new YamlConfigSource(file.toUri().toURL(), ORDINAL);
            refuseUnknownSections(file, source);
            return new SettingsFile(file, Optional.of(source));
        } catch (IOException | YAMLException e) {
            throw unreadable(file, e);
        }
    }

    /** Which models' files a start needs: those that are configured, else the default one. */
    List<ModelEntry> models(Catalog catalog) {
        SmallRyeConfigBuilder builder =
                new SmallRyeConfigBuilder().addDefaultInterceptors().addSystemSources();
        source.ifPresent(builder::withSources);
        SmallRyeConfig config = builder.build();
        try {
            Optional<List<String>> names = config.getOptionalValues(MODELS_KEY, String.class);
            return names.isEmpty()
                    ? List.of(catalog.defaultChat())
                    : names.get().stream().map(catalog::require).toList();
        } catch (IllegalArgumentException e) {
            throw unreadable(file, e);
        }
    }

    private static void refuseUnknownSections(Path file, YamlConfigSource source) {
        List<String> unknown = source.getPropertyNames().stream()
                .filter(key -> SECTIONS.stream().noneMatch(key::startsWith))
                .filter(key -> FOREIGN.stream().noneMatch(key::startsWith))
                .sorted()
                .toList();
        if (!unknown.isEmpty()) {
            throw new LaunchException("the settings in " + file + " have the unknown keys " + String.join(", ", unknown)
                    + "; expected keys under inkstone.gateway or inkstone.model-core");
        }
    }

    private static LaunchException unreadable(Path file, Exception e) {
        String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new LaunchException(
                "the settings in " + file + " cannot be read (" + first + "); expected YAML such as"
                        + " inkstone: {gateway: {port: 8080}}",
                e);
    }
}
