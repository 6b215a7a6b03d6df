package io.inkstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.client.transport.McpHttpClientTransportAuthorizationException;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The MCP Java SDK against a real gateway. */
class McpJavaClientIT {

    @TempDir
    static Path dataDir;

    static RunningGateway running;

    private final List<McpSchema.ProgressNotification> progress = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch progressed = new CountDownLatch(1);

    @BeforeAll
    static void start() throws Exception {
        Files.copy(
                Path.of(System.getProperty("hello.jar")),
                Files.createDirectories(dataDir.resolve("plugins")).resolve("hello.jar"));
        running = new RunningGateway(dataDir);
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @BeforeEach
    void forget() {
        DemoConnector.INTERRUPTED.clear();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-03-26", "2025-06-18", "2025-11-25"})
    void speaks_the_versions_of_the_sdk(String version) {
        try (McpSyncClient client = client(running.adminKey, version)) {
            McpSchema.InitializeResult agreed = client.initialize();

            assertThat(agreed.protocolVersion()).isEqualTo(version);
            assertThat(agreed.serverInfo().name()).isEqualTo("inkstone");
            assertThat(client.listTools().tools())
                    .extracting(McpSchema.Tool::name)
                    .contains("hello_greet", "demo_echo")
                    .doesNotContain("demo_listen");
            assertThat(call(client, "hello_greet", Map.of("name", "Ada", "creative", false))
                            .structuredContent())
                    .isEqualTo(Map.of("text", "Hello, Ada!"));
            assertThat(client.ping()).isNotNull();
        }
    }

    @Test
    void sends_and_gets_files() {
        try (McpSyncClient client = client(running.adminKey, "2025-11-25")) {
            client.initialize();
            String data = Base64.getEncoder().encodeToString("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8));

            McpSchema.CallToolResult measured = call(
                    client,
                    "demo_measure",
                    Map.of(
                            "times",
                            1,
                            "the_file",
                            Map.of("filename", "a.csv", "media_type", "text/csv", "data", data)));
            McpSchema.CallToolResult report =
                    call(client, "demo_report", Map.of("title", "party", "result_file", "text/calendar"));

            assertThat(measured.structuredContent())
                    .hasToString("{name=a.csv, media_type=text/csv, size_bytes=8, content=a,b\n1,2\n, times=1}");
            McpSchema.EmbeddedResource file =
                    (McpSchema.EmbeddedResource) report.content().get(1);
            assertThat(((McpSchema.TextResourceContents) file.resource()).text())
                    .isEqualTo("B");
        }
    }

    @Test
    void hears_of_progress() throws Exception {
        try (McpSyncClient client = client(running.adminKey, "2025-06-18")) {
            client.initialize();

            McpSchema.CallToolResult result = client.callTool(McpSchema.CallToolRequest.builder("demo_act")
                    .arguments(Map.of("what", "back and forth"))
                    .progressToken("mine")
                    .build());

            assertThat(result.isError()).isFalse();
            // The client hands notifications to its listeners on threads of its own, in any order, and after the
            // result.
            Eventually.get(() -> progress.size(), size -> size == 2);
            assertThat(progress)
                    .extracting(McpSchema.ProgressNotification::progressToken)
                    .containsOnly("mine");
            assertThat(progress)
                    .extracting(McpSchema.ProgressNotification::progress)
                    .containsExactlyInAnyOrder(0.2, 0.9);
        }
    }

    @Test
    void reads_refusals_and_wrong_arguments() {
        try (McpSyncClient client = client(running.adminKey, "2025-11-25")) {
            client.initialize();
            client.listTools(); // from now on the client holds results against their schemas

            McpSchema.CallToolResult refused = call(client, "demo_act", Map.of("what", "refuse"));
            McpSchema.CallToolResult wrong = call(client, "demo_echo", Map.of("count", 1));

            assertThat(refused.isError()).isTrue();
            assertThat(text(refused)).isEqualTo("ambiguous: Which one?\n- this\n- that");
            assertThat(refused.structuredContent()).asString().contains("choices=[this, that]");
            assertThat(wrong.isError()).isTrue();
            assertThat(text(wrong)).contains("missing_field", "the_text");
            assertThatThrownBy(() -> call(client, "demo_listen", Map.of()))
                    .isInstanceOf(McpError.class)
                    .hasMessageContaining("demo_listen");
        }
    }

    @Test
    void ends_what_runs_when_the_client_closes() throws Exception {
        McpSyncClient client = client(running.adminKey, "2025-11-25");
        client.initialize();
        CompletableFuture<Void> call =
                CompletableFuture.runAsync(() -> client.callTool(McpSchema.CallToolRequest.builder("demo_act")
                        .arguments(Map.of("what", "wait after progress"))
                        .progressToken("slow")
                        .build()));
        assertThat(progressed.await(10, TimeUnit.SECONDS)).isTrue();

        client.close();

        assertThat(DemoConnector.INTERRUPTED.poll(10, TimeUnit.SECONDS)).isEqualTo("run");
        call.cancel(true);
    }

    @Test
    void tells_a_client_without_a_key_so() {
        try (McpSyncClient client = client("ink_wrong", "2025-11-25")) {
            assertThatThrownBy(client::initialize)
                    .hasRootCauseInstanceOf(McpHttpClientTransportAuthorizationException.class)
                    .rootCause()
                    .isInstanceOfSatisfying(
                            McpHttpClientTransportAuthorizationException.class,
                            refused -> assertThat(refused.getResponseInfo().statusCode())
                                    .isEqualTo(401));
        }
    }

    private McpSyncClient client(String key, String version) {
        HttpClientStreamableHttpTransport transport = HttpClientStreamableHttpTransport.builder(
                        running.uri("").toString())
                .endpoint("/mcp")
                .requestBuilder(HttpRequest.newBuilder().header("authorization", "Bearer " + key))
                .supportedProtocolVersions(List.of(version))
                .build();
        return McpClient.sync(transport)
                .requestTimeout(Duration.ofSeconds(20))
                .progressConsumer(told -> {
                    progress.add(told);
                    progressed.countDown();
                })
                .build();
    }

    private static McpSchema.CallToolResult call(McpSyncClient client, String tool, Map<String, Object> arguments) {
        return client.callTool(
                McpSchema.CallToolRequest.builder(tool).arguments(arguments).build());
    }

    private static String text(McpSchema.CallToolResult result) {
        return ((McpSchema.TextContent) result.content().get(0)).text();
    }
}
