package io.inkstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.gateway.state.ApiKey;
import io.inkstone.gateway.state.AuditQuery;
import io.inkstone.gateway.state.State;
import io.inkstone.gateway.state.UsageGroup;
import io.inkstone.gateway.state.UsageQuery;
import io.inkstone.protocol.Json;
import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a gateway that was killed without a word: all but at most the last second of audit. */
@Timeout(300)
class AuditAfterKillTest {

    private static final int LEAST_REQUESTS = 60;
    private static final long WORK_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long MAY_BE_LOST_NANOS = TimeUnit.SECONDS.toNanos(1);

    @TempDir
    Path dataDir;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private URI base = URI.create("http://127.0.0.1");
    private String adminKey = "";

    @Test
    void loses_at_most_a_second_of_audit_and_no_change_that_was_answered() throws Exception {
        Map<String, Long> answeredNanos = new LinkedHashMap<>();
        String keptSecret;
        String revokedId;
        long killedNanos;
        try (OpenAiServer upstream = new OpenAiServer()) {
            Process process = start(upstream);
            try {
                keptSecret = createKey().path("key").asText();
                revokedId = createKey().path("id").asText();
                long started = System.nanoTime();
                for (int i = 0; i < LEAST_REQUESTS || System.nanoTime() - started < WORK_NANOS; i++) {
                    String id = "request-" + i;
                    assertThat(chat(keptSecret, id)).isEqualTo(200);
                    answeredNanos.put(id, System.nanoTime());
                }
                assertThat(send(request("/admin/v1/keys/" + revokedId).DELETE()).statusCode())
                        .isEqualTo(200);
            } finally {
                killedNanos = System.nanoTime();
                process.destroyForcibly().waitFor();
            }
        }

        try (State state = State.open(dataDir)) {
            Set<String> kept = state
                    .audit()
                    .list(new AuditQuery(
                            "acme", null, null, null, null, java.util.OptionalLong.empty(), Integer.MAX_VALUE))
                    .stream()
                    .map(entry -> entry.audited().requestId())
                    .collect(Collectors.toSet());
            List<String> mustBeThere = answeredNanos.entrySet().stream()
                    .filter(entry -> killedNanos - entry.getValue() > MAY_BE_LOST_NANOS)
                    .map(Map.Entry::getKey)
                    .toList();
            System.out.println("Killed after " + answeredNanos.size() + " answers: " + kept.size() + " audited, "
                    + mustBeThere.size() + " older than a second");

            assertThat(mustBeThere).hasSizeGreaterThan(10);
            assertThat(kept).containsAll(mustBeThere);
            assertThat(tokens(state)).isEqualTo(kept.size() * (long) OpenAiServer.USAGE.totalTokens());
            assertThat(state.keys().all()).extracting(ApiKey.Stored::hash).contains(ApiKey.hash(keptSecret));
            assertThat(state.keys().all())
                    .extracting(stored -> stored.key().id())
                    .doesNotContain(revokedId);
        }
    }

    private static long tokens(State state) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return state.usage()
                .of(new UsageQuery(today.minusDays(1), today, Map.of(UsageGroup.TENANT, "acme"), List.of(), 1))
                .get(0)
                .tokens();
    }

    private Process start(OpenAiServer upstream) throws Exception {
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-cp",
                        System.getProperty("java.class.path"),
                        GatewayToKill.class.getName(),
                        dataDir.toString(),
                        upstream.uri().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        String line = lines.readLine();
        while (line != null && !line.startsWith("serving ")) {
            line = lines.readLine();
        }
        assertThat(line).as("the gateway ended before it served").isNotNull();
        base = URI.create("http://127.0.0.1:" + line.split(" ")[1]);
        adminKey = line.split(" ")[2];
        return process;
    }

    private JsonNode createKey() throws Exception {
        HttpResponse<String> made =
                send(request("/admin/v1/keys").POST(BodyPublishers.ofString("{\"tenant\":\"acme\"}")));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return Json.MAPPER.readTree(made.body());
    }

    private int chat(String secret, String requestId) throws Exception {
        ObjectNode body = Json.MAPPER.createObjectNode().put("model", "parrot");
        body.putArray("messages").addObject().put("role", "user").put("content", "say a");
        return send(request("/v1/chat/completions")
                        .setHeader("authorization", "Bearer " + secret)
                        .header("x-request-id", requestId)
                        .POST(BodyPublishers.ofString(Json.write(body))))
                .statusCode();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .header("authorization", "Bearer " + adminKey)
                .header("content-type", "application/json");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
