package io.inkstone.bench;

import io.inkstone.model.serving.ModelCore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** model-core and a gateway, each a child of this process, as the launcher runs them. */
final class RunningSystem implements AutoCloseable {

    private final Path dir;
    private final String secret = newSecret();
    private final Children children = new Children();

    RunningSystem(Path dir) {
        this.dir = dir;
    }

    private static String newSecret() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** @param settings environment variables */
    Target startModelCore(Map<String, String> settings) throws InterruptedException {
        Map<String, String> environment = new java.util.HashMap<>(settings);
        environment.put("INKSTONE_MODEL_CORE_SECRET", secret);
        List<String> options = List.of("-Xmx768m", "-XX:+UseSerialGC");
        int port = children.java("model-core", ModelCore.class, options, List.of("--data", dir.toString()), environment)
                .port();
        return new Target("model-core", port, secret);
    }

    Target startGateway(Target modelCore) throws InterruptedException, IOException {
        int port = children.java(
                        "gateway",
                        GatewayProcess.class,
                        List.of("-Xmx1g"),
                        List.of(dir.toString(), modelCore.base().toString()),
                        Map.of(GatewayProcess.SECRET_VARIABLE, secret))
                .port();
        return new Target(
                "gateway", port, Files.readString(dir.resolve("admin.key")).strip());
    }

    /** Ends the gateway, then model-core. */
    @Override
    public void close() {
        children.close();
    }
}
