package io.inkstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a caller is told of its quotas, by a clock that stands still until it is moved. */
class QuotaAnswersTest {

    private static final class StandingClock extends Clock {

        private volatile Instant now = Instant.parse("2026-11-24T12:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @TempDir
    Path dataDir;

    private final StandingClock clock = new StandingClock();

    @ParameterizedTest
    @EnumSource
    void tells_what_is_left_and_when_it_is_whole_again(CountedGateway.Store store) throws Exception {
        try (CountedGateway running = open(store)) {
            String key = key(running, "{\"requests_per_minute\":5,\"tokens_per_minute\":1000}");

            HttpResponse<String> first = chat(running, key, "x", 20);
            long used = running.model.tokens();

            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(CountedGateway.header(first, "x-ratelimit-limit-requests"))
                    .isEqualTo("5");
            assertThat(CountedGateway.header(first, "x-ratelimit-remaining-requests"))
                    .isEqualTo("4");
            assertThat(CountedGateway.header(first, "x-ratelimit-reset-requests"))
                    .isEqualTo("1m1s");
            assertThat(CountedGateway.header(first, "x-ratelimit-limit-tokens")).isEqualTo("1000");
            assertThat(CountedGateway.header(first, "x-ratelimit-remaining-tokens"))
                    .isEqualTo(Long.toString(1000 - used));
            assertThat(CountedGateway.header(first, "x-ratelimit-reset-tokens")).isEqualTo("1m1s");
            clock.now = clock.now.plusSeconds(30);
            HttpResponse<String> second = running.get(key, "/v1/models");
            assertThat(CountedGateway.header(second, "x-ratelimit-remaining-requests"))
                    .isEqualTo("3");
            assertThat(CountedGateway.header(second, "x-ratelimit-reset-tokens"))
                    .isEqualTo("31s");
        }
    }

    @ParameterizedTest
    @EnumSource
    void admits_a_call_after_the_time_that_it_named(CountedGateway.Store store) throws Exception {
        try (CountedGateway running = open(store)) {
            String key = key(running, "{\"tokens_per_minute\":400}");
            assertThat(chat(running, key, "x".repeat(100), 200).statusCode()).isEqualTo(200);
            clock.now = clock.now.plusSeconds(17);

            HttpResponse<String> refused = chat(running, key, "x".repeat(100), 240);

            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(RunningGateway.code(refused)).isEqualTo("tokens_per_minute_exceeded");
            assertThat(refused.body()).contains("Tenant 't'");
            assertThat(refused.headers().map()).containsKey("x-ratelimit-remaining-tokens");
            int wait = Integer.parseInt(CountedGateway.header(refused, "retry-after"));
            assertThat(wait).isBetween(43, 44);
            clock.now = clock.now.plusSeconds(wait);
            assertThat(chat(running, key, "x".repeat(100), 240).statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource
    void does_not_count_a_request_that_was_refused_for_its_tokens(CountedGateway.Store store) throws Exception {
        try (CountedGateway running = open(store)) {
            String key = key(running, "{\"requests_per_minute\":2,\"tokens_per_day\":300}");
            for (int i = 0; i < 5; i++) {
                HttpResponse<String> refused = chat(running, key, "x".repeat(200), 200);
                assertThat(RunningGateway.code(refused)).isEqualTo("tokens_per_day_exceeded");
            }

            HttpResponse<String> passed = chat(running, key, "x", 10);

            assertThat(passed.statusCode()).isEqualTo(200);
            assertThat(CountedGateway.header(passed, "x-ratelimit-remaining-requests"))
                    .isEqualTo("1");
            assertThat(running.used("t", key)).isEqualTo(running.model.tokens());
            HttpResponse<String> models = running.get(key, "/v1/models");
            assertThat(CountedGateway.header(models, "x-ratelimit-remaining-requests"))
                    .isEqualTo(Long.toString(1_000_000 - 3));
        }
    }

    @Test
    void names_no_time_for_a_call_that_never_fits() throws Exception {
        try (CountedGateway running = open(CountedGateway.Store.MEMORY)) {
            HttpResponse<String> refused = chat(running, key(running, "{\"tokens_per_day\":300}"), "x", 300);

            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().map()).doesNotContainKey("retry-after");
        }
    }

    @Test
    void shows_no_limits_where_there_are_none() throws Exception {
        try (CountedGateway running = open(CountedGateway.Store.MEMORY)) {
            assertThat(chat(running, key(running, "{}"), "x", 3).headers().map().keySet())
                    .noneMatch(name -> name.startsWith("x-ratelimit"));
        }
    }

    /** The answer to a request ends what it holds before the caller can have read it, whatever connection comes next. */
    @Test
    void has_room_again_when_a_caller_has_its_answer() throws Exception {
        try (CountedGateway running = open(CountedGateway.Store.MEMORY)) {
            String key = key(running, "{\"concurrency\":1}");
            List<RunningClient> clients = List.of(new RunningClient(running), new RunningClient(running));
            for (int i = 0; i < 400; i++) {
                HttpResponse<String> answer = clients.get(i % 2).chat(key, i % 4 > 1);
                assertThat(answer.statusCode()).as("call %d", i).isEqualTo(200);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void counts_a_live_connection_for_as_long_as_it_lasts(CountedGateway.Store store) throws Exception {
        LocalRedis redis = store == CountedGateway.Store.REDIS ? new LocalRedis() : null;
        java.util.Map<String, String> settings =
                redis == null ? java.util.Map.of() : java.util.Map.of("inkstone.gateway.quotas.redis.url", redis.url());
        try (RunningGateway running = new RunningGateway(dataDir, settings)) {
            running.post("/admin/v1/tenants", "{\"id\":\"live\",\"limits\":{\"concurrency\":1}}");
            String key = RunningGateway.json(running.post("/admin/v1/keys", "{\"tenant\":\"live\"}"))
                    .path("key")
                    .asText();
            CompletableFuture<Integer> closed = new CompletableFuture<>();
            WebSocket first = connect(running, key, closed);

            CompletableFuture<WebSocket> second = connecting(running, key, new CompletableFuture<>());

            assertThat(refusedStatus(second)).isEqualTo(429);
            first.sendText("{\"end\":true}", true).get(10, TimeUnit.SECONDS);
            assertThat(closed.get(10, TimeUnit.SECONDS)).isEqualTo(1000);
            CompletableFuture<Integer> again = new CompletableFuture<>();
            connect(running, key, again).sendText("{\"end\":true}", true).get(10, TimeUnit.SECONDS);
            assertThat(again.get(10, TimeUnit.SECONDS)).isEqualTo(1000);
        } finally {
            if (redis != null) {
                redis.close();
            }
        }
    }

    @Test
    void refuses_what_cannot_be_counted_while_redis_is_gone() throws Exception {
        try (CountedGateway running = open(CountedGateway.Store.REDIS)) {
            String limited = key(running, "{\"tokens_per_day\":3000}");
            running.limits("free", "{}");
            String unlimited = running.key("free");
            Objects.requireNonNull(running.redis).kill();

            HttpResponse<String> refused = chat(running, limited, "x", 5);

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(RunningGateway.code(refused)).isEqualTo("quota_store_unavailable");
            assertThat(refused.headers().firstValue("retry-after")).contains("2");
            assertThat(chat(running, unlimited, "x", 5).statusCode()).isEqualTo(200);
        }
    }

    private CountedGateway open(CountedGateway.Store store) throws Exception {
        return new CountedGateway(store, dataDir, clock);
    }

    private static String key(CountedGateway running, String limits) throws Exception {
        running.limits("t", limits);
        return running.key("t");
    }

    private static HttpResponse<String> chat(CountedGateway running, String key, String words, int maxTokens)
            throws Exception {
        return running.post(key, "/v1/chat/completions", body(words, maxTokens, false));
    }

    private static String body(String words, int maxTokens, boolean stream) {
        ObjectNode body = Json.MAPPER
                .createObjectNode()
                .put("model", "counting")
                .put("max_tokens", maxTokens)
                .put("stream", stream);
        body.putArray("messages").addObject().put("role", "user").put("content", words);
        return Json.write(body);
    }

    /** A client with connections of its own. */
    private record RunningClient(CountedGateway gateway, java.net.http.HttpClient http) {

        RunningClient(CountedGateway gateway) {
            this(
                    gateway,
                    java.net.http.HttpClient.newBuilder()
                            .version(java.net.http.HttpClient.Version.HTTP_1_1)
                            .build());
        }

        HttpResponse<String> chat(String key, boolean stream) throws Exception {
            return http.send(
                    gateway.post(key, "/v1/chat/completions")
                            .POST(HttpRequest.BodyPublishers.ofString(body("x", 2, stream)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static int refusedStatus(CompletableFuture<WebSocket> connecting) throws Exception {
        try {
            connecting.get(10, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
        throw new AssertionError("it was let in");
    }

    private static WebSocket connect(RunningGateway running, String key, CompletableFuture<Integer> closed)
            throws Exception {
        return connecting(running, key, closed).get(10, TimeUnit.SECONDS);
    }

    private static CompletableFuture<WebSocket> connecting(
            RunningGateway running, String key, CompletableFuture<Integer> closed) {
        return running.http
                .newWebSocketBuilder()
                .header("authorization", "Bearer " + key)
                .connectTimeout(Duration.ofSeconds(10))
                .buildAsync(
                        URI.create("ws://127.0.0.1:" + running.gateway.port() + "/v1/connectors/demo/listen"),
                        new WebSocket.Listener() {
                            @Override
                            public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String why) {
                                closed.complete(status);
                                return null;
                            }
                        });
    }
}
