package io.inkstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.inkstone.protocol.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gateway says of the time that it took itself, and the lines that it writes of requests. */
class AccessLogTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String OVERHEAD = "x-inkstone-overhead-ms";

    @TempDir
    Path dataDir;

    @Test
    void writes_a_line_without_text_for_each_request() throws Exception {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
        String overhead;
        try (RunningGateway running =
                new RunningGateway(dataDir, Map.of("inkstone.gateway.telemetry.access-log", "true"))) {
            System.setOut(before);
            overhead = running.send(running.request("/v1/chat/completions")
                            .header("content-type", "application/json")
                            .header("x-request-id", "line-1")
                            .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                            .POST(HttpRequest.BodyPublishers.ofString(RunningGateway.chat("say violetmarker", true))))
                    .headers()
                    .firstValue(OVERHEAD)
                    .orElseThrow();
            running.post("/v1/chat/completions", RunningGateway.chat("fail 503", false));
            running.send(HttpRequest.newBuilder(running.uri("/v1/models/violetmarker?violetmarker"))
                    .GET());
        } finally {
            System.setOut(before);
        }

        String all = written.toString(StandardCharsets.UTF_8);
        assertThat(all).doesNotContain("violetmarker").doesNotContain("ink_");
        List<String> lines = all.lines().toList();
        assertThat(lines).hasSize(3);
        JsonNode stream = Json.MAPPER.readTree(lines.get(0));
        assertThat(Instant.parse(stream.path("time").asText())).isBeforeOrEqualTo(Instant.now());
        assertThat(stream.path("request_id").asText()).isEqualTo("line-1");
        assertThat(stream.path("trace_id").asText()).isEqualTo(TRACE);
        assertThat(stream.path("tenant").asText()).isEqualTo("admin");
        assertThat(stream.path("key_id").asText()).isNotEmpty();
        assertThat(stream.path("operation").asText()).isEqualTo("chat.completions");
        assertThat(stream.path("method").asText()).isEqualTo("POST");
        assertThat(stream.path("route").asText()).isEqualTo("/v1/chat/completions");
        assertThat(stream.path("status").asInt()).isEqualTo(200);
        assertThat(stream.path("outcome").asText()).isEqualTo("ok");
        assertThat(stream.path("prompt_tokens").asInt()).isEqualTo(7);
        assertThat(stream.path("completion_tokens").asInt()).isEqualTo(5);
        assertThat(stream.path("overhead_ms").asText()).isEqualTo(overhead);
        assertThat(stream.path("took_ms").asDouble()).isGreaterThan(Double.parseDouble(overhead));
        assertThat(stream.path("upstream").asText()).isEqualTo("local");
        JsonNode failed = Json.MAPPER.readTree(lines.get(1));
        assertThat(failed.path("status").asInt()).isEqualTo(503);
        assertThat(failed.path("outcome").asText()).isEqualTo("told_to_fail");
        assertThat(failed.path("trace_id").isNull()).isTrue();
        assertThat(failed.path("upstream").isNull()).isTrue();
        JsonNode refused = Json.MAPPER.readTree(lines.get(2));
        assertThat(refused.path("status").asInt()).isEqualTo(401);
        assertThat(refused.path("tenant").isNull()).isTrue();
    }

    @Test
    void shows_the_metrics_that_the_readme_names() throws Exception {
        List<String> named = Files.readString(Path.of("README.md"))
                .lines()
                .filter(line -> line.matches("\\| `(http|gen_ai|inkstone)_[a-z_]+` \\|.*"))
                .toList();
        try (RunningGateway running = new RunningGateway(dataDir)) {
            running.post("/v1/chat/completions", RunningGateway.chat("say hello", true));
            String metrics = running.get("/metrics").body();

            assertThat(named).hasSizeGreaterThanOrEqualTo(6);
            for (String row : named) {
                String[] cells = row.split("\\|");
                String name = cells[1].replace("`", "").strip();
                String sample = metrics.lines()
                        .filter(line -> line.startsWith(name))
                        .findFirst()
                        .orElse("none of " + name);
                assertThat(cells[2].replaceAll("\\([^)]*\\)", "")
                                .replaceAll("[` ]", "")
                                .split(","))
                        .allSatisfy(label -> assertThat(sample).contains(label + "=\""));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"say hello", "fail 503"})
    void says_its_overhead_with_whole_answers_streams_and_errors(String order) throws Exception {
        try (RunningGateway running = new RunningGateway(dataDir)) {
            for (boolean stream : List.of(true, false)) {
                long beganNanos = System.nanoTime();
                HttpResponse<String> response =
                        running.post("/v1/chat/completions", RunningGateway.chat(order, stream));
                double tookMillis = (System.nanoTime() - beganNanos) / 1e6;

                assertThat(overheadMillis(response)).isBetween(0.001, tookMillis);
            }
            assertThat(overheadMillis(running.get("/v1/nothing"))).isGreaterThanOrEqualTo(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat/completions", "/v1/connectors/demo/ask"})
    void counts_no_wait_for_an_upstream_as_its_own(String route) throws Exception {
        String body =
                route.equals("/v1/chat/completions") ? RunningGateway.chat("hang", false) : "{\"what\":\"chat hang\"}";
        try (RunningGateway running = new RunningGateway(dataDir)) {
            running.post("/v1/chat/completions", RunningGateway.chat("say warm", false));
            running.upstream.calls.clear();
            long beganNanos = System.nanoTime();
            CompletableFuture<HttpResponse<String>> asked = running.http.sendAsync(
                    running.request(route)
                            .header("content-type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(running.upstream.calls.poll(10, TimeUnit.SECONDS)).isNotNull();
            long heldNanos = System.nanoTime();
            CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS).execute(running.upstream::letGo);
            HttpResponse<String> response = asked.get(10, TimeUnit.SECONDS);

            assertThat(response.statusCode()).isEqualTo(200);
            double otherMillis = (heldNanos - beganNanos) / 1e6;
            double tookMillis = (System.nanoTime() - beganNanos) / 1e6;
            assertThat(tookMillis - otherMillis).isGreaterThan(500);
            assertThat(overheadMillis(response)).isBetween(0.001, tookMillis - 500);
        }
    }

    private static double overheadMillis(HttpResponse<String> response) {
        String value = response.headers().firstValue(OVERHEAD).orElseThrow();
        assertThat(value).matches("[0-9]+\\.[0-9]{3}");
        return Double.parseDouble(value);
    }
}
