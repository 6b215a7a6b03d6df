package io.inkstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.orchestration.UpstreamOptions;
import io.inkstone.protocol.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A gateway in front of a {@link CountingModel}, with its quotas in memory or in a real Redis. */
final class CountedGateway implements AutoCloseable {

    enum Store {
        MEMORY,
        REDIS
    }

    final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    final @Nullable LocalRedis redis;
    final CountingModel model;
    private final Gateway gateway;
    private final String adminKey;

    CountedGateway(Store store, Path dataDir, Clock clock) throws Exception {
        Map<String, String> settings = new HashMap<>();
        redis = store == Store.REDIS ? new LocalRedis() : null;
        if (redis != null) {
            settings.put("inkstone.gateway.quotas.redis.url", redis.url());
            settings.put("inkstone.gateway.quotas.redis.timeout", "PT20S");
            // By the test's clock, which may be fast.
            settings.put("inkstone.gateway.quotas.redis.lease", "PT30M");
        }
        model = new CountingModel(clock);
        gateway = Gateway.start(GatewayOptions.in(dataDir)
                .port(0)
                .clock(clock)
                .upstream(UpstreamOptions.of("local", model.uri(), null))
                .settings(RunningGateway.settings(settings)));
        adminKey = gateway.newAdminKey().orElseThrow();
    }

    /** Makes a tenant, or changes its limits. */
    void limits(String tenant, String limits) throws Exception {
        admin("/admin/v1/tenants", "{\"id\":\"" + tenant + "\",\"limits\":" + limits + "}");
    }

    String key(String tenant) throws Exception {
        return Json.parseObject(admin("/admin/v1/keys", "{\"tenant\":\"" + tenant + "\"}"))
                .path("key")
                .asText();
    }

    /** All tokens that a tenant was charged, as a limit for the day alone shows them; changes its limits. */
    long used(String tenant, String key) throws Exception {
        long day = 1_000_000_000_000L;
        limits(tenant, "{\"tokens_per_day\":" + day + ",\"requests_per_minute\":1000000}");
        return day - Long.parseLong(header(get(key, "/v1/models"), "x-ratelimit-remaining-tokens"));
    }

    String metrics() throws Exception {
        return get(adminKey, "/metrics").body();
    }

    HttpResponse<String> get(String key, String path) throws Exception {
        return http.send(request(key, path).GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String key, String path, String json) throws Exception {
        return http.send(
                post(key, path).POST(HttpRequest.BodyPublishers.ofString(json)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    HttpRequest.Builder post(String key, String path) {
        return request(key, path).header("content-type", "application/json");
    }

    static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElseThrow();
    }

    @Override
    public void close() throws Exception {
        gateway.close();
        model.close();
        if (redis != null) {
            redis.close();
        }
    }

    private String admin(String path, String json) throws Exception {
        HttpResponse<String> response = post(adminKey, path, json);
        assertThat(response.statusCode()).isLessThan(300);
        return response.body();
    }

    private HttpRequest.Builder request(String key, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
                .timeout(Duration.ofSeconds(40))
                .header("authorization", "Bearer " + key);
    }
}
