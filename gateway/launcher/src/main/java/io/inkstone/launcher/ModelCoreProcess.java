package io.inkstone.launcher;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * model-core as a supervised child: on a port that stays the same over its restarts, with a secret that is made anew at
 * each start of Inkstone and travels in the environment.
 */
final class ModelCoreProcess implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ModelCoreProcess.class);
    private static final Duration READY_WITHIN = Duration.ofMinutes(5);
    private static final long SETTLE_MILLIS = 500;
    /** How a process ends by Ctrl-C and by a request to end. */
    private static final Set<Integer> INTERRUPTED = Set.of(130, 143);

    private static final int SECRET_BYTES = 32;

    private final int port;
    private final String secret;
    private final Reporter reporter;
    private final SupervisedProcess process;

    private ModelCoreProcess(int port, String secret, Reporter reporter, SupervisedProcess process) {
        this.port = port;
        this.secret = secret;
        this.reporter = reporter;
        this.process = process;
    }

    /**
     * Describes it; nothing is started yet.
     *
     * @param settings environment variables beside those of this process
     */
    static ModelCoreProcess in(Path dataDir, Map<String, String> settings) {
        int port = freePort();
        String secret = newSecret();
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("INKSTONE_MODEL_CORE_HOST", "127.0.0.1");
        environment.put("INKSTONE_MODEL_CORE_PORT", Integer.toString(port));
        environment.put("INKSTONE_MODEL_CORE_SECRET", secret);
        List<String> command = SupervisedProcess.javaCommand(
                ModelCore.class, List.of("-Xmx768m", "-XX:+UseSerialGC"), List.of("--data", dataDir.toString()));
        Reporter reporter = new Reporter();
        SupervisedProcess process = SupervisedProcess.builder("model-core", () -> command)
                .environment(environment)
                .readyWithin(READY_WITHIN)
                .build(reporter);
        return new ModelCoreProcess(port, secret, reporter, process);
    }

    /**
     * Starts it and waits until every engine has generated a token.
     *
     * @throws LaunchException with its own words when it cannot
     */
    void start() {
        try {
            process.start().get();
        } catch (ExecutionException e) {
            throw new LaunchException(reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchException("interrupted while model-core was starting", e);
        }
    }

    private String reason(ExecutionException e) {
        if (!(e.getCause() instanceof ProcessFailure failure)) {
            return String.valueOf(e.getCause());
        }
        if (INTERRUPTED.contains(failure.exitCode())) {
            return "interrupted while starting";
        }
        // Settings and files: all that is wrong with them, not the last of it.
        return failure.exitCode() == Main.EXIT_MEND ? reporter.said() : String.valueOf(failure.getMessage());
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + port);
    }

    String secret() {
        return secret;
    }

    @Override
    public void close() {
        reporter.closing();
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

        private static final int MAX_LINES = 50;

        private final List<String> beforeServing = new ArrayList<>();
        private boolean served;
        private boolean closing;

        @Override
        public synchronized void onReady(JsonNode ready) {
            served = true;
        }

        @Override
        public synchronized void onErrorLine(String line) {
            if (served) {
                System.err.println(line);
            } else if (beforeServing.size() < MAX_LINES && !line.startsWith("WARNING: ")) {
                beforeServing.add(line);
            }
        }

        @Override
        public synchronized void onExit(int exitCode, boolean expected) {
            if (served && !expected) {
                // Ctrl-C reaches the child as soon as this process, whose own shutdown is not to be reported as a
                // crash.
                CompletableFuture.delayedExecutor(SETTLE_MILLIS, TimeUnit.MILLISECONDS)
                        .execute(() -> report(exitCode));
            }
        }

        private synchronized void report(int exitCode) {
            if (!closing) {
                LOG.warn("model-core ended with code {}; it is started again", exitCode);
            }
        }

        synchronized void closing() {
            closing = true;
        }

        synchronized String said() {
            return String.join("; ", beforeServing);
        }
    }
}
