package io.inkstone.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import io.inkstone.model.catalog.ModelEntry;
import io.inkstone.model.serving.ModelCore;
import io.inkstone.model.serving.ProcessFailure;
import io.inkstone.model.serving.ProcessListener;
import io.inkstone.model.serving.SupervisedProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * model-core as a supervised child: on a port that stays the same over its restarts, with a secret that is made anew at
 * each start of Inkstone and travels in the environment.
 */
final class ModelCoreProcess implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ModelCoreProcess.class);
    private static final Duration READY_WITHIN = Duration.ofSeconds(120);
    private static final int SECRET_BYTES = 32;

    private final int port;
    private final String secret;
    private final SupervisedProcess process;

    private ModelCoreProcess(int port, String secret, SupervisedProcess process) {
        this.port = port;
        this.secret = secret;
        this.process = process;
    }

    /** Describes one with the configured models; nothing is started yet. */
    static ModelCoreProcess in(Path dataDir) {
        return describe(dataDir, List.of());
    }

    /** Describes one that serves this model; nothing is started yet. */
    static ModelCoreProcess serving(ModelEntry entry, Path dataDir) {
        return describe(dataDir, List.of("--model", entry.name()));
    }

    private static ModelCoreProcess describe(Path dataDir, List<String> further) {
        int port = freePort();
        String secret = newSecret();
        List<String> arguments =
                new ArrayList<>(List.of("--port", Integer.toString(port), "--data", dataDir.toString()));
        arguments.addAll(further);
        List<String> command =
                SupervisedProcess.javaCommand(ModelCore.class, List.of("-Xmx768m", "-XX:+UseSerialGC"), arguments);
        SupervisedProcess process = SupervisedProcess.builder("model-core", () -> command)
                .environment(Map.of("INKSTONE_MODEL_CORE_SECRET", secret))
                .readyWithin(READY_WITHIN)
                .build(new Reporter());
        return new ModelCoreProcess(port, secret, process);
    }

    /**
     * Starts it and waits until it serves.
     *
     * @throws LaunchException with its own words when it cannot
     */
    void start() {
        try {
            process.start().get();
        } catch (ExecutionException e) {
            String reason = e.getCause() instanceof ProcessFailure failure ? failure.getMessage() : String.valueOf(e);
            throw new LaunchException(String.valueOf(reason), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchException("interrupted while model-core was starting", e);
        }
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + port + "/v1");
    }

    String secret() {
        return secret;
    }

    int port() {
        return port;
    }

    OptionalLong pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.close();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new LaunchException("no free port on the loopback address for model-core: " + e.getMessage(), e);
        }
    }

    private static String newSecret() {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Passes on what it says; its lines hold no text of a user. */
    private static final class Reporter implements ProcessListener {

        private volatile boolean served;

        @Override
        public void onReady(JsonNode ready) {
            served = true;
        }

        @Override
        public void onErrorLine(String line) {
            // Before it serves, the last line is the reason that start() gives.
            if (served) {
                System.err.println(line);
            }
        }

        @Override
        public void onExit(int exitCode, boolean expected) {
            if (served && !expected) {
                LOG.warn("model-core ended with code {}; it is started again", exitCode);
            }
        }
    }
}
