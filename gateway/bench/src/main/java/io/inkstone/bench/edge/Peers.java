package io.inkstone.bench.edge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.bench.BenchException;
import io.inkstone.bench.Children;
import io.inkstone.protocol.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Other gateways, from their packages as {@code gateway/bench/peers.sh} installs them, in their usual configuration with one
 * upstream.
 */
final class Peers {

    static final String LITELLM = "LiteLLM, 2 workers";
    static final String PORTKEY = "Portkey";
    static final String ONE_API = "one-api";

    private static final int MOST_SHOWN = 300;

    private final Path installed;
    private final Path work;
    private final Children children;
    private final Duration startTakes;

    /** @param startTakes how long each may take until it answers */
    Peers(Path installed, Path work, Children children, Duration startTakes) {
        this.installed = installed;
        this.work = work;
        this.children = children;
        this.startTakes = startTakes;
    }

    static Path standardFolder() {
        return Path.of(System.getProperty("user.home"), ".cache", "inkstone", "peers");
    }

    /**
     * Starts one and waits until it answers a chat.
     *
     * @throws BenchException when it is not installed, or does not answer
     */
    Subject start(String name, int upstreamPort) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(work.resolve(name.replaceAll("[^A-Za-z]", "")));
        int port = Children.freePort();
        return switch (name) {
            case LITELLM -> liteLlm(folder, port, upstreamPort);
            case PORTKEY -> portkey(folder, port, upstreamPort);
            case ONE_API -> oneApi(folder, port, upstreamPort);
            default -> throw new BenchException("no peer is called '" + name + "'");
        };
    }

    private Subject liteLlm(Path folder, int port, int upstreamPort) throws IOException, InterruptedException {
        Path program = program("litellm/bin/litellm");
        String key = "sk-bench-0123456789";
        Files.writeString(
                folder.resolve("config.yaml"), """
                model_list:
                  - model_name: %s
                    litellm_params:
                      model: openai/%s
                      api_base: http://127.0.0.1:%d/v1
                      api_key: none
                general_settings:
                  master_key: %s
                """.formatted(Prompts.MODEL, Prompts.MODEL, upstreamPort, key));
        Process process = children.program(
                folder,
                Map.of("LITELLM_LOCAL_MODEL_COST_MAP", "True", "LITELLM_TELEMETRY", "False"),
                List.of(
                        program.toString(),
                        "--config",
                        "config.yaml",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port),
                        "--num_workers",
                        "2",
                        // Its usual five seconds are less than a worker takes to start here, so that none ever would.
                        "--timeout_worker_healthcheck",
                        "120"));
        return awaited(Subject.withKey(LITELLM, port, key), process, folder);
    }

    private Subject portkey(Path folder, int port, int upstreamPort) throws IOException, InterruptedException {
        Path server = program("portkey/node_modules/@portkey-ai/gateway/build/start-server.js");
        Process process = children.program(
                folder,
                Map.of("TRUSTED_CUSTOM_HOSTS", "127.0.0.1", "NODE_ENV", "production"),
                List.of("node", server.toString(), "--port=" + port, "--headless"));
        Map<String, String> headers = Map.of(
                "Authorization",
                "Bearer none",
                "x-portkey-provider",
                "openai",
                "x-portkey-custom-host",
                "http://127.0.0.1:" + upstreamPort + "/v1");
        return awaited(new Subject(PORTKEY, port, headers), process, folder);
    }

    private Subject oneApi(Path folder, int port, int upstreamPort) throws IOException, InterruptedException {
        Path program = program("bin/one-api");
        String token = "0123456789abcdef0123456789abcdef0123456789abcdef";
        String access = "fedcba9876543210fedcba9876543210";
        Process process = children.program(
                folder,
                Map.of(
                        "PORT",
                        Integer.toString(port),
                        "GIN_MODE",
                        "release",
                        "MEMORY_CACHE_ENABLED",
                        "true",
                        // So soon it knows the channel that is made below.
                        "SYNC_FREQUENCY",
                        "10",
                        "TIKTOKEN_CACHE_DIR",
                        installed.resolve("tiktoken").toString(),
                        "INITIAL_ROOT_TOKEN",
                        token,
                        "INITIAL_ROOT_ACCESS_TOKEN",
                        access),
                List.of(program.toString()));
        Asking asking = new Asking(port);
        started(process, folder, () -> asking.awaitListening(ONE_API, startTakes, process::isAlive));
        ObjectNode channel = Json.MAPPER
                .createObjectNode()
                .put("name", "bench")
                .put("type", 1)
                .put("key", "none")
                .put("base_url", "http://127.0.0.1:" + upstreamPort)
                .put("models", Prompts.MODEL)
                .put("group", "default");
        asking.post("/api/channel/", access, channel);
        return awaited(Subject.withKey(ONE_API, port, "sk-" + token), process, folder);
    }

    private Path program(String relative) {
        Path program = installed.resolve(relative);
        if (!Files.isReadable(program)) {
            throw new BenchException("not installed; gateway/bench/peers.sh does it");
        }
        return program;
    }

    private interface Wait {
        void untilThere() throws IOException, InterruptedException;
    }

    private Subject awaited(Subject subject, Process process, Path folder) throws IOException, InterruptedException {
        started(process, folder, () -> new Asking(subject.port()).awaitAnswer(subject, startTakes, process::isAlive));
        return subject;
    }

    /** What a program wrote last says most about why it does not run. */
    private static void started(Process process, Path folder, Wait wait) throws IOException, InterruptedException {
        try {
            wait.untilThere();
        } catch (BenchException e) {
            if (process.isAlive()) {
                throw e;
            }
            String said = Files.readString(folder.resolve("output.log")).strip();
            throw new BenchException("it ended: " + said.substring(Math.max(0, said.length() - MOST_SHOWN)), e);
        }
    }
}
