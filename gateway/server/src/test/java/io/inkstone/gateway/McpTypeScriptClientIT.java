package io.inkstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.inkstone.protocol.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The MCP TypeScript SDK, both of its generations, against a real gateway. Skipped where node or npm cannot be had. */
class McpTypeScriptClientIT {

    private static final List<String> PACKAGES =
            List.of("@modelcontextprotocol/sdk@1.32.2", "@modelcontextprotocol/client@2.4.0");
    private static final Path CACHE =
            Path.of(System.getProperty("user.home"), ".cache", "inkstone", "test-mcp-1.32.2-2.4.0");
    private static final long NPM_SECONDS = 180;
    private static final long CLIENT_SECONDS = 60;

    @TempDir
    static Path dataDir;

    @TempDir
    static Path work;

    static RunningGateway running;

    @BeforeAll
    static void start() throws Exception {
        installSdks();
        Files.copy(
                Path.of(System.getProperty("hello.jar")),
                Files.createDirectories(dataDir.resolve("plugins")).resolve("hello.jar"));
        running = new RunningGateway(dataDir);
    }

    @AfterAll
    static void stop() {
        if (running != null) {
            running.close();
        }
    }

    @BeforeEach
    void forget() {
        DemoConnector.INTERRUPTED.clear();
    }

    @ParameterizedTest
    @CsvSource({"v1,2025-11-25", "v2,2025-11-25", "v2-stateless,2026-07-28"})
    void works_with_the_sdk(String generation, String version) throws Exception {
        JsonNode seen = client(generation);

        assertThat(seen.path("version").asText()).isEqualTo(version);
        assertThat(seen.path("session").isNull()).isEqualTo(generation.equals("v2-stateless"));
        assertThat(seen.at("/server/name").asText()).isEqualTo("inkstone");
        assertThat(seen.path("instructions").asText()).contains("connector");
        assertThat(seen.path("tools").toString())
                .contains("hello_greet", "demo_measure")
                .doesNotContain("listen");
        assertThat(seen.at("/greeting/structuredContent/text").asText()).isEqualTo("Hello, Ada!");
        assertThat(seen.at("/measured/structuredContent/size_bytes").asInt()).isEqualTo(4);
        assertThat(seen.at("/report/content/1/resource/text").asText()).isEqualTo("title\nQ1\n");
        assertThat(seen.path("progress").findValuesAsText("progress")).containsExactly("0.2", "0.9");
        assertThat(seen.at("/refusal/isError").asBoolean()).isTrue();
        assertThat(seen.at("/refusal/structuredContent/error/code").asText()).isEqualTo("ambiguous");
        assertThat(seen.at("/refusal/structuredContent/error/choices").toString())
                .isEqualTo("[\"this\",\"that\"]");
        assertThat(seen.at("/wrong/isError").asBoolean()).isTrue();
        assertThat(seen.at("/wrong/content/0/text").asText()).contains("missing_field", "the_text");
        assertThat(seen.at("/unknown/message").asText()).contains("demo_listen");
        assertThat(seen.path("cancelled").asText()).contains("enough");
        assertThat(DemoConnector.INTERRUPTED.poll(10, TimeUnit.SECONDS)).isEqualTo("run");
        assertThat(seen.at("/afterwards/structuredContent/text").asText()).isEqualTo("Hello, Bo!");
        assertThat(seen.path("unauthorised").asText()).contains("401");
    }

    private static JsonNode client(String generation) throws Exception {
        Path script = work.resolve("client.cjs");
        try (var source = McpTypeScriptClientIT.class.getResourceAsStream("/mcp/client.cjs")) {
            Files.write(script, source.readAllBytes());
        }
        Path output = work.resolve(generation + ".json");
        Path errors = work.resolve(generation + ".err");
        ProcessBuilder node = new ProcessBuilder(
                        "node",
                        script.toString(),
                        CACHE.toString(),
                        generation,
                        running.uri("/mcp").toString())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        node.environment().put("INKSTONE_KEY", running.adminKey);
        int status = run(node, CLIENT_SECONDS);
        assertThat(status).as(Files.readString(errors)).isZero();
        return Json.MAPPER.readTree(Files.readString(output));
    }

    /** Once for the machine, outside of the checkout. */
    private static void installSdks() throws Exception {
        Path said = work.resolve("said");
        assumeTrue(
                starts(new ProcessBuilder("node", "-e", "process.exit(+(process.versions.node.split('.')[0] < 20))")),
                "Node 20 or newer cannot be had; the TypeScript SDK is not tried.");
        if (Files.isDirectory(CACHE.resolve("node_modules/@modelcontextprotocol/client"))) {
            return;
        }
        Files.createDirectories(CACHE);
        Files.writeString(CACHE.resolve("package.json"), "{\"private\":true}");
        ProcessBuilder npm = new ProcessBuilder("npm", "install", "--ignore-scripts", "--no-audit", "--no-fund");
        npm.command().addAll(PACKAGES);
        npm.directory(CACHE.toFile()).redirectErrorStream(true).redirectOutput(said.toFile());
        if (!starts(npm)) {
            abort("npm cannot get the MCP TypeScript SDK; it is not tried: "
                    + (Files.exists(said) ? Files.readString(said, StandardCharsets.UTF_8) : "no npm"));
        }
    }

    private static boolean starts(ProcessBuilder command) throws InterruptedException {
        try {
            return run(command, NPM_SECONDS) == 0;
        } catch (IOException notThere) {
            return false;
        }
    }

    private static int run(ProcessBuilder command, long seconds) throws IOException, InterruptedException {
        Process process = command.start();
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return -1;
        }
        return process.exitValue();
    }
}
