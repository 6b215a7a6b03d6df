package io.inkstone.bench.edge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.bench.BenchException;
import io.inkstone.bench.Children;
import io.inkstone.protocol.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Other gateways, from their packages as {@code gateway/bench/peers.sh} installs them, in their usual configuration with one
 * upstream. What is not installed is left out, and the report says so.
 */
final class Peers {

    static final String LITELLM = "LiteLLM, 2 workers";
    static final String PORTKEY = "Portkey";
    static final String ONE_API = "one-api";

    private final Path installed;
    private final Path work;
    private final Children children;

    Peers(Path installed, Path work, Children children) {
        this.installed = installed;
        this.work = work;
        this.children = children;
    }

    static Path standardFolder() {
        return Path.of(System.getProperty("user.home"), ".cache", "inkstone", "peers");
    }

    Optional<Subject> start(String name, int upstreamPort) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(work.resolve(name.replaceAll("[^A-Za-z]", "")));
        int port = Children.freePort();
        return switch (name) {
            case LITELLM -> liteLlm(folder, port, upstreamPort);
            case PORTKEY -> portkey(folder, port, upstreamPort);
            case ONE_API -> oneApi(folder, port, upstreamPort);
            default -> throw new BenchException("no peer is called '" + name + "'");
        };
    }

    private Optional<Subject> liteLlm(Path folder, int port, int upstreamPort)
            throws IOException, InterruptedException {
        Path program = installed.resolve("litellm/bin/litellm");
        if (!Files.isExecutable(program)) {
            return Optional.empty();
        }
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
        children.program(
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
                        "2"));
        return Optional.of(awaited(Subject.withKey(LITELLM, port, key)));
    }

    private Optional<Subject> portkey(Path folder, int port, int upstreamPort)
            throws IOException, InterruptedException {
        Path server = installed.resolve("portkey/node_modules/@portkey-ai/gateway/build/start-server.js");
        if (!Files.isReadable(server)) {
            return Optional.empty();
        }
        children.program(
                folder,
                Map.of("TRUSTED_CUSTOM_HOSTS", "127.0.0.1", "NODE_ENV", "production"),
                List.of("node", server.toString(), "--port=" + port, "--headless"));
        return Optional.of(awaited(new Subject(
                PORTKEY,
                port,
                Map.of(
                        "Authorization",
                        "Bearer none",
                        "x-portkey-provider",
                        "openai",
                        "x-portkey-custom-host",
                        "http://127.0.0.1:" + upstreamPort + "/v1"))));
    }

    private Optional<Subject> oneApi(Path folder, int port, int upstreamPort) throws IOException, InterruptedException {
        Path program = installed.resolve("bin/one-api");
        if (!Files.isExecutable(program)) {
            return Optional.empty();
        }
        String token = "0123456789abcdef0123456789abcdef0123456789abcdef";
        String access = "fedcba9876543210fedcba9876543210";
        children.program(
                folder,
                Map.of(
                        "PORT",
                        Integer.toString(port),
                        "GIN_MODE",
                        "release",
                        "MEMORY_CACHE_ENABLED",
                        "true",
                        "INITIAL_ROOT_TOKEN",
                        token,
                        "INITIAL_ROOT_ACCESS_TOKEN",
                        access),
                List.of(program.toString()));
        Asking asking = new Asking(port);
        asking.awaitListening(ONE_API);
        ObjectNode channel = Json.MAPPER
                .createObjectNode()
                .put("name", "bench")
                .put("type", 1)
                .put("key", "none")
                .put("base_url", "http://127.0.0.1:" + upstreamPort)
                .put("models", Prompts.MODEL)
                .put("group", "default");
        asking.post("/api/channel/", access, channel);
        return Optional.of(awaited(Subject.withKey(ONE_API, port, "sk-" + token)));
    }

    private static Subject awaited(Subject subject) throws IOException, InterruptedException {
        new Asking(subject.port()).awaitAnswer(subject);
        return subject;
    }
}
