package io.inkstone.bench;

import io.inkstone.gateway.Gateway;
import io.inkstone.gateway.GatewayOptions;
import io.inkstone.model.serving.SupervisedProcess;
import io.inkstone.orchestration.UpstreamOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.logging.LogManager;

/** A gateway in a process of its own, with one upstream; ends with its stdin. */
public final class GatewayProcess {

    /** The environment variable that holds the secret of the upstream. */
    public static final String SECRET_VARIABLE = "INKSTONE_BENCH_SECRET";

    private GatewayProcess() {}

    /**
     * Serves until stdin ends.
     *
     * @param arguments the data directory, the upstream's address, and the port, else a free one
     */
    public static void main(String[] arguments) throws IOException {
        // Libraries greet through it; what matters is logged elsewhere.
        LogManager.getLogManager().reset();
        String secret = Objects.requireNonNull(System.getenv(SECRET_VARIABLE), SECRET_VARIABLE);
        GatewayOptions options = GatewayOptions.in(Path.of(arguments[0]))
                .port(arguments.length > 2 ? Integer.parseInt(arguments[2]) : 0)
                .upstream(UpstreamOptions.of("model-core", URI.create(arguments[1]), () -> secret));
        try (Gateway gateway = Gateway.start(options)) {
            System.out.println(SupervisedProcess.READY_PREFIX + "{\"port\":" + gateway.port() + "}");
            while (System.in.read() != -1) {
                // Nothing is sent.
            }
        }
        System.exit(0);
    }
}
