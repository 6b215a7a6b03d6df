package io.inkstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.orchestration.UpstreamOptions;
import io.inkstone.protocol.Json;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that is killed in the middle of its work owes its tenants nothing, and they owe it all that they used. */
class KilledGatewayTest {

    private static final long DAY = 100_000;

    @TempDir
    Path dataDir;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** The process to be killed. */
    static final class Victim {

        private Victim() {}

        public static void main(String[] args) throws Exception {
            Gateway gateway = Gateway.start(options(Path.of(args[0]), URI.create(args[1])));
            System.out.println(gateway.port() + " " + gateway.newAdminKey().orElseThrow());
            System.in.read(); // until it is killed
        }
    }

    @Test
    void remembers_every_token_when_it_is_killed() throws Exception {
        try (CountingModel model = new CountingModel(Clock.systemUTC())) {
            Process victim = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            Victim.class.getName(),
                            dataDir.toString(),
                            model.uri().toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String key = useAndKill(victim);
            long used = model.tokens();

            long remaining;
            try (Gateway again = Gateway.start(options(dataDir, model.uri()))) {
                remaining = Long.parseLong(send(again.port(), key, "/v1/models", null)
                        .headers()
                        .firstValue("x-ratelimit-remaining-tokens")
                        .orElseThrow());
            }

            assertThat(used).isGreaterThan(1000);
            assertThat(remaining).isLessThanOrEqualTo(DAY - used);
            // A 64th is written ahead, and one call ran that could have had 4000 tokens.
            assertThat(remaining).isGreaterThan(DAY - used - DAY / 64 - 4500);
        }
    }

    private String useAndKill(Process victim) throws Exception {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(victim.getInputStream(), StandardCharsets.UTF_8))) {
            String[] started = out.readLine().split(" ");
            int port = Integer.parseInt(started[0]);
            send(port, started[1], "/admin/v1/tenants", "{\"id\":\"t\",\"limits\":{\"tokens_per_day\":" + DAY + "}}");
            String key = Json.parseObject(new String(
                            send(port, started[1], "/admin/v1/keys", "{\"tenant\":\"t\"}")
                                    .body()
                                    .readAllBytes(),
                            StandardCharsets.UTF_8))
                    .path("key")
                    .asText();
            for (int i = 0; i < 10; i++) {
                send(port, key, "/v1/chat/completions", chat(200, false)).body().readAllBytes();
            }
            HttpResponse<InputStream> stream = send(port, key, "/v1/chat/completions", chat(4000, true));
            stream.body().readNBytes(500);
            victim.destroyForcibly();
            assertThat(victim.waitFor(20, TimeUnit.SECONDS)).isTrue();
            return key;
        } finally {
            victim.destroyForcibly();
        }
    }

    private static String chat(int maxTokens, boolean stream) {
        return "{\"model\":\"counting\",\"stream\":" + stream + ",\"max_tokens\":" + maxTokens
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"" + "x".repeat(200) + "\"}]}";
    }

    private HttpResponse<InputStream> send(
            int port, String key, String path, @org.jspecify.annotations.Nullable String json) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("authorization", "Bearer " + key)
                .header("content-type", "application/json");
        if (json != null) {
            request.POST(HttpRequest.BodyPublishers.ofString(json));
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    private static GatewayOptions options(Path dataDir, URI upstream) throws Exception {
        Files.createDirectories(dataDir);
        return GatewayOptions.in(dataDir)
                .port(0)
                .upstream(UpstreamOptions.of("local", upstream, null))
                .settings(RunningGateway.settings(Map.of()));
    }
}
