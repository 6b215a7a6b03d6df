package io.inkstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.inkstone.gateway.settings.GatewayStartException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway in front of one upstream that answers and one that is down, as its file says. */
class UpstreamsTest {

    @TempDir
    Path dataDir;

    private OpenAiServer live;
    private URI down;

    @BeforeEach
    void start() throws Exception {
        live = new OpenAiServer();
        try (OpenAiServer once = new OpenAiServer()) {
            down = once.uri();
        }
    }

    @AfterEach
    void stop() {
        live.close();
    }

    @Test
    void keeps_apart_what_callers_leave_in_the_cache_of_an_upstream_that_takes_a_salt() throws Exception {
        Files.writeString(dataDir.resolve("inkstone.yaml"), """
                inkstone:
                  gateway:
                    upstreams:
                      live:
                        url: %s
                        cache-salt: true
                """.formatted(live.uri()));
        try (Gateway gateway = Gateway.start(GatewayOptions.in(dataDir).port(0))) {
            chat(gateway, "parrot", false);

            assertThat(live.calls.take().path("cache_salt").asText()).matches("[0-9a-f]{32}");
        }
    }

    @Test
    void answers_from_another_upstream_and_says_which_and_shows_the_one_that_failed() throws Exception {
        try (Gateway gateway = gateway("""
                    models:
                      team-2.5:
                        targets:
                          - upstream: down
                          - upstream: live
                            model: parrot
                            weight: 0
                        fallback: [parrot]
                        hedge-after: PT1S
                """)) {
            HttpResponse<String> whole = chat(gateway, "team-2.5", false);
            HttpResponse<String> stream = chat(gateway, "team-2.5", true);

            for (HttpResponse<String> response : List.of(whole, stream)) {
                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(response.headers().firstValue("x-inkstone-upstream")).hasValue("live");
                assertThat(response.body()).contains("hello");
            }
            JsonNode call = live.calls.take();
            assertThat(call.path("model").asText()).isEqualTo("parrot");
            assertThat(call.has("cache_salt"))
                    .as("an upstream that is not said to take one")
                    .isFalse();
            assertThat(get(gateway, "/metrics").body())
                    .contains(
                            count("upstream_unavailable", "down", "first") + " 2",
                            count("", "live", "fallback") + " 2",
                            "inkstone_upstream_breaker_state{inkstone_upstream=\"live\"} 0.0");
            assertThat(get(gateway, "/v1/models").body()).contains("\"team-2.5\"", "\"parrot\"");
        }
    }

    @Test
    void stays_ready_while_another_upstream_answers() throws Exception {
        try (Gateway gateway = gateway("""
                    default-model: team
                    models:
                      team:
                        targets:
                          - upstream: down
                          - upstream: live
                            model: parrot
                            weight: 0
                """)) {
            assertThat(get(gateway, "/health/ready").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shows_an_upstream_that_is_left_alone_and_is_not_ready_without_another() throws Exception {
        try (Gateway gateway = gateway("""
                        breaker:
                          request-volume-threshold: 2
                          delay: PT1H
                    default-model: lost
                    retry:
                      max-retries: 1
                      back-off: PT0.001S
                    models:
                      lost:
                        targets:
                          - upstream: down
                """)) {
            chat(gateway, "lost", false);
            HttpResponse<String> refused = chat(gateway, "lost", false);

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("retry-after").map(Integer::parseInt))
                    .hasValueSatisfying(seconds -> assertThat(seconds).isBetween(3400, 3600));
            assertThat(refused.body()).contains("Upstream 'down' failed too often of late");
            assertThat(get(gateway, "/metrics").body())
                    .contains(
                            count("upstream_unavailable", "down", "retry") + " 1",
                            "inkstone_upstream_breaker_state{inkstone_upstream=\"down\"} 2.0");
            assertThat(get(gateway, "/health/ready").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void refuses_to_start_with_what_cannot_be_and_names_all_of_it() {
        assertThatThrownBy(() -> gateway("""
                        idle-timeout: PT0S
                    retry:
                      max-retries: 99
                    models:
                      negative:
                        targets:
                          - upstream: live
                            weight: -1
                      looped:
                        fallback: [looped]
                      lost:
                        targets:
                          - upstream: nowhere
                      default:
                        hedge-after: PT1S
                """).close())
                .isInstanceOf(GatewayStartException.class)
                .hasMessageContainingAll(
                        "inkstone.gateway.upstreams.down: idle-timeout is PT0S",
                        "inkstone.gateway.retry: retry.max-retries is 99",
                        "inkstone.gateway.models.negative: weight is -1",
                        "model 'looped' is its own fallback",
                        "model 'lost' has the target 'nowhere', which is no upstream; the upstreams are: live",
                        "a model cannot be called 'default'");
    }

    /** The rest begins within the settings of the upstream that is down. */
    private Gateway gateway(String rest) throws Exception {
        Files.writeString(dataDir.resolve("inkstone.yaml"), """
                inkstone:
                  gateway:
                    upstreams:
                      live:
                        url: %s
                      down:
                        url: %s
                """.formatted(live.uri(), down) + rest);
        return Gateway.start(GatewayOptions.in(dataDir).port(0));
    }

    private static String count(String error, String upstream, String reason) {
        return "inkstone_upstream_attempt_duration_seconds_count{error_type=\"" + error
                + "\",gen_ai_operation_name=\"chat\",inkstone_upstream=\"" + upstream + "\",reason=\"" + reason + "\"}";
    }

    private HttpResponse<String> chat(Gateway gateway, String model, boolean stream) throws Exception {
        String body = RunningGateway.chat("say hello", stream).replace("\"default\"", "\"" + model + "\"");
        return send(request(gateway, "/v1/chat/completions")
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> get(Gateway gateway, String path) throws Exception {
        return send(request(gateway, path));
    }

    private HttpRequest.Builder request(Gateway gateway, String path) throws Exception {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
                .header(
                        "authorization",
                        "Bearer "
                                + Files.readString(dataDir.resolve("admin.key")).trim());
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
