package io.inkstone.gateway.settings;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads {@link GatewaySettings} from system properties, the environment and {@code DIR/inkstone.yaml}. */
public final class GatewayConfig {

    private static final int BELOW_ENVIRONMENT = 250;

    private GatewayConfig() {}

    /**
     * Reads and checks.
     *
     * @throws GatewayStartException naming everything that is wrong with the configuration
     */
    public static GatewaySettings load(Path dataDir) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .addDefaultSources()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(GatewaySettings.class);
        Path yaml = dataDir.resolve("inkstone.yaml");
        try {
            if (Files.exists(yaml)) {
                builder.withSources(new YamlConfigSource(yaml.toString(), Files.readString(yaml), BELOW_ENVIRONMENT));
            }
            SmallRyeConfig config = builder.build();
            return config.getConfigMapping(GatewaySettings.class);
        } catch (IOException e) {
            throw new GatewayStartException("The file " + yaml + " cannot be read: " + e.getMessage(), e);
        } catch (ConfigValidationException e) {
            List<String> problems = new ArrayList<>();
            for (int i = 0; i < e.getProblemCount(); i++) {
                problems.add(e.getProblem(i).getMessage());
            }
            throw new GatewayStartException("The configuration is wrong: " + String.join("; ", problems), e);
        } catch (IllegalArgumentException | org.yaml.snakeyaml.error.YAMLException e) {
            throw new GatewayStartException("The configuration is wrong: " + e.getMessage(), e);
        }
    }
}
