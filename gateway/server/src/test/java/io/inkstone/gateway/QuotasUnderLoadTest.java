package io.inkstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** 256 clients at once, over HTTP, with an upstream that counts. Minutes pass quickly here: by a clock that is 20 times as fast. */
class QuotasUnderLoadTest {

    private static final int CLIENTS = 256;
    private static final int SPEED = 20;
    private static final Duration LONG = Duration.ofSeconds(6);
    private static final long TOKENS_A_MINUTE = 20_000;
    private static final int AT_ONCE = 24;
    private static final String TENANT = "load";

    private static final class FastClock extends Clock {

        // So that the day does not end, and its count with it, while the test runs.
        private final long startMillis = Instant.parse("2026-06-01T12:00:00Z").toEpochMilli();
        private final long startNanos = System.nanoTime();

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(startMillis + SPEED * (System.nanoTime() - startNanos) / 1_000_000);
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

    private final Map<String, Integer> outcomes = new ConcurrentHashMap<>();

    /** Tokens that clients read. */
    private final AtomicLong seen = new AtomicLong();

    @ParameterizedTest
    @EnumSource
    void no_limit_is_exceeded_by_a_token_and_every_token_is_paid_once(CountedGateway.Store store) throws Exception {
        try (CountedGateway running = new CountedGateway(store, dataDir, new FastClock())) {
            String key = load(running, false);

            assertThat(running.model.mostInAMinute()).isBetween(TOKENS_A_MINUTE / 2, TOKENS_A_MINUTE);
            assertThat(running.model.mostRunning.get()).isLessThanOrEqualTo(AT_ONCE);
            assertThat(outcomes).containsOnlyKeys("200", "400", "429");
            assertThat(outcomes).containsEntry("200", running.model.answered.get());
            assertThat(running.used(TENANT, key)).isEqualTo(running.model.tokens());
            assertThat(running.metrics().lines().filter(line -> line.startsWith("inkstone_quota_refusals_total{")))
                    .anyMatch(line -> line.contains("account=\"tenant\",limit=\"tokens_per_minute\""))
                    .anyMatch(line -> line.contains("account=\"tenant\",limit=\"concurrency\""));
        }
    }

    @ParameterizedTest
    @EnumSource
    void who_leaves_a_stream_pays_what_was_written(CountedGateway.Store store) throws Exception {
        try (CountedGateway running = new CountedGateway(store, dataDir, new FastClock())) {
            String key = load(running, true);

            assertThat(outcomes).containsKeys("200", "left");
            assertThat(running.model.mostInAMinute()).isLessThanOrEqualTo(TOKENS_A_MINUTE);
            // Their prompts, and each token that clients saw.
            assertThat(running.used(TENANT, key)).isGreaterThanOrEqualTo(running.model.promptTokens.get() + seen.get());
        }
    }

    /**
     * @param leave whether some clients leave their streams; else some calls fail
     * @return a key of the tenant
     */
    private String load(CountedGateway running, boolean leave) throws Exception {
        running.limits(TENANT, "{\"tokens_per_minute\":" + TOKENS_A_MINUTE + ",\"concurrency\":" + AT_ONCE + "}");
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            keys.add(running.key(TENANT));
        }
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        long deadline = System.nanoTime() + LONG.toNanos();
        List<Future<?>> calling = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Random random = new Random(i);
            String key = keys.get(i % keys.size());
            calling.add(clients.submit(() -> {
                while (System.nanoTime() < deadline) {
                    outcomes.merge(call(running, key, leave, random), 1, Integer::sum);
                }
                return null;
            }));
        }
        for (Future<?> one : calling) {
            one.get(60, TimeUnit.SECONDS);
        }
        clients.shutdown();
        awaitSettled(running, keys.get(0));
        return keys.get(0);
    }

    /** Until nothing runs any more of what clients left. */
    private static void awaitSettled(CountedGateway running, String key) throws Exception {
        long before = -1;
        for (long now = running.used(TENANT, key); now != before; now = running.used(TENANT, key)) {
            before = now;
            CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS))
                    .get();
        }
    }

    private String call(CountedGateway running, String key, boolean leave, Random random) throws Exception {
        boolean fails = !leave && random.nextInt(10) == 0;
        boolean streams = random.nextBoolean();
        ObjectNode body =
                Json.MAPPER.createObjectNode().put("model", "counting").put("stream", streams);
        body.put("max_tokens", 1 + random.nextInt(300))
                .putArray("messages")
                .addObject()
                .put("role", "user")
                .put("content", (fails ? "fail" : "") + "x".repeat(random.nextInt(400)));
        HttpResponse<InputStream> response = running.http.send(
                running.post(key, "/v1/chat/completions")
                        .POST(HttpRequest.BodyPublishers.ofString(Json.write(body)))
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        boolean leaves = leave && streams && response.statusCode() == 200 && random.nextBoolean();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            for (int i = 0; !leaves || i < 6; i++) {
                String line = lines.readLine();
                if (line == null) {
                    return Integer.toString(response.statusCode());
                }
                seen.addAndGet(line.split("word ", -1).length - 1);
            }
            return "left";
        }
    }
}
