package io.inkstone.model.serving;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads and checks the settings: system properties, then the environment, then {@code DIR/inkstone.yaml}. */
final class ModelCoreSettings {

    private static final String PREFIX = "inkstone.model-core.";
    private static final int YAML_ORDINAL = 200;

    private ModelCoreSettings() {}

    /**
     * The settings.
     *
     * @param dataDir where {@code inkstone.yaml} may be
     * @throws StartFailure that names everything that is wrong, one line each
     */
    static ModelCoreConfig load(Path dataDir) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .addDefaultInterceptors()
                .addSystemSources()
                .withMapping(ModelCoreConfig.class);
        Path file = dataDir.resolve("inkstone.yaml");
        if (Files.exists(file)) {
            builder.withSources(yaml(file));
        }
        ModelCoreConfig config;
        try {
            SmallRyeConfig built = builder.build();
            config = built.getConfigMapping(ModelCoreConfig.class);
        } catch (ConfigValidationException e) {
            List<String> problems = new ArrayList<>();
            for (int i = 0; i < e.getProblemCount(); i++) {
                problems.add(plain(e.getProblem(i).getMessage()));
            }
            throw new StartFailure(String.join("\n", problems));
        }
        check(config);
        return config;
    }

    /** The library's message without its codes and class names. */
    private static String plain(String message) {
        return message.replaceAll("java\\.[A-Za-z.]+: |SRCFG[0-9]+: ?| to enum class [A-Za-z.]+", "")
                .replace("threw an Exception whilst being converted", "cannot be used:")
                .replace("does not map to any root", "is not a setting; a typing error?");
    }

    private static YamlConfigSource yaml(Path file) {
        try {
            return new YamlConfigSource(file.toUri().toURL(), YAML_ORDINAL);
        } catch (IOException | RuntimeException e) {
            String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new StartFailure("The settings in " + file + " cannot be read (" + first + "); expected YAML");
        }
    }

    private static void check(ModelCoreConfig config) {
        List<String> problems = new ArrayList<>();
        range(problems, "port", config.port(), 0, 65535);
        range(problems, "context-tokens", config.contextTokens(), 256, 1 << 20);
        range(problems, "default-answer-tokens", config.defaultAnswerTokens(), 1, 1 << 20);
        range(problems, "slots", config.slots(), 1, 64);
        range(problems, "threads", config.threads().orElse(1), 1, 1024);
        range(problems, "queue-length", config.queueLength(), 0, 10_000);
        range(problems, "max-body-bytes", config.maxBodyBytes(), 1024, 1 << 30);
        range(problems, "request-timeout-seconds", config.requestTimeoutSeconds(), 1, 86_400);
        range(problems, "restart-wait-seconds", config.restartWaitSeconds(), 0, 600);
        if (config.secret().orElse("").isBlank()) {
            problems.add(PREFIX + "secret is not set; give the secret that callers must know in the environment"
                    + " variable INKSTONE_MODEL_CORE_SECRET");
        }
        if (!problems.isEmpty()) {
            throw new StartFailure(String.join("\n", problems));
        }
    }

    private static void range(List<String> problems, String key, int value, int least, int most) {
        if (value < least || value > most) {
            problems.add(PREFIX + key + " is " + value + " but must be from " + least + " to " + most);
        }
    }
}
