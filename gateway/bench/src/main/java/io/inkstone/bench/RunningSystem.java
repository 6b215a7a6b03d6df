package io.inkstone.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.inkstone.model.serving.ModelCore;
import io.inkstone.model.serving.ProcessListener;
import io.inkstone.model.serving.SupervisedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** model-core and a gateway, each a child of this process, as the launcher runs them. */
final class RunningSystem implements AutoCloseable {

    private final Path dir;
    private final String secret = newSecret();
    private final Deque<SupervisedProcess> processes = new ArrayDeque<>();

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
        int port = start("model-core", ModelCore.class, options, List.of("--data", dir.toString()), environment);
        return new Target("model-core", port, secret);
    }

    Target startGateway(Target modelCore) throws InterruptedException, IOException {
        int port = start(
                "gateway",
                GatewayProcess.class,
                List.of("-Xmx1g"),
                List.of(dir.toString(), modelCore.base().toString()),
                Map.of(GatewayProcess.SECRET_VARIABLE, secret));
        return new Target(
                "gateway", port, Files.readString(dir.resolve("admin.key")).strip());
    }

    private int start(
            String name, Class<?> main, List<String> options, List<String> arguments, Map<String, String> environment)
            throws InterruptedException {
        List<String> command = SupervisedProcess.javaCommand(main, options, arguments);
        SupervisedProcess process = SupervisedProcess.builder(name, () -> command)
                .environment(environment)
                .build(new ProcessListener() {
                    @Override
                    public void onErrorLine(String line) {
                        System.err.println(name + ": " + line);
                    }
                });
        processes.push(process);
        try {
            JsonNode ready = process.start().get();
            return ready.path("port").asInt();
        } catch (ExecutionException e) {
            throw new BenchException(name + " did not start: " + e.getCause(), e);
        }
    }

    /** Ends the gateway, then model-core. */
    @Override
    public void close() {
        processes.forEach(SupervisedProcess::close);
    }
}
