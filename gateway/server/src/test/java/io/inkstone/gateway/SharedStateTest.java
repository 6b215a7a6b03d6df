package io.inkstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.inkstone.gateway.settings.GatewayStartException;
import io.inkstone.gateway.state.DatabaseServer;
import io.inkstone.gateway.state.PostgresServer;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Gateways whose state is in PostgreSQL. */
@ExtendWith(PostgresServer.Extension.class)
class SharedStateTest {

    private static final String CHAT = RunningGateway.chat("say a", false);
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(20);

    @TempDir
    Path dir;

    @Test
    void keeps_all_of_the_administration_over_a_restart(PostgresServer server) throws Exception {
        Map<String, String> settings = settings(server.newDatabase());
        String admin;
        String secret;
        String revoked;
        try (RunningGateway running = new RunningGateway(dir, settings)) {
            admin = running.adminKey;
            running.post(
                    "/admin/v1/tenants",
                    "{\"id\":\"acme\",\"limits\":{\"tokens_per_month\":1000},\"models\":[\"parrot\"]}");
            secret = key(running, "acme").path("key").asText();
            revoked = key(running, "acme").path("id").asText();
            running.send(running.request("/admin/v1/keys/" + revoked).DELETE());
            running.send(running.request("/admin/v1/policies/acme")
                    .header("content-type", "application/yaml")
                    .PUT(HttpRequest.BodyPublishers.ofString("rails: {marker: {on: [model]}}")));
            assertThat(as(secret, running, CHAT)).isEqualTo(200);
            assertThat(running.post("/admin/v1/backup", "").statusCode()).isEqualTo(409);
        }
        assertThat(dir.resolve("state")).doesNotExist();

        try (RunningGateway again = RunningGateway.restarted(dir, settings)) {
            assertThat(get(admin, again, "/admin/v1/tenants"))
                    .contains("\"tokens_per_month\":1000", "\"models\":[\"parrot\"]");
            assertThat(get(admin, again, "/admin/v1/keys")).contains("acme").doesNotContain(revoked);
            assertThat(get(admin, again, "/admin/v1/policies")).contains("marker");
            assertThat(get(admin, again, "/admin/v1/audit?tenant=acme")).contains("chat.completions", "parrot");
            assertThat(get(secret, again, "/v1/usage")).contains("\"tokens\":12", "\"tokens_per_month_left\":988");
        }
    }

    @Test
    void replicas_see_each_others_changes(PostgresServer server) throws Exception {
        Map<String, String> settings = settings(server.newDatabase());
        settings.put("inkstone.gateway.replicas", "true");
        settings.put("inkstone.gateway.quotas.redis.url", "redis://127.0.0.1:6379");
        try (RunningGateway one = new RunningGateway(dir.resolve("one"), settings);
                RunningGateway two = RunningGateway.restarted(dir.resolve("two"), settings)) {
            JsonNode made = key(one, "acme");
            String secret = made.path("key").asText();
            one.post("/admin/v1/tenants", "{\"id\":\"limited\",\"limits\":{\"concurrency\":3}}");
            JsonNode atOnce = RunningGateway.json(two.send(two.request("/admin/v1/keys")
                    .setHeader("authorization", "Bearer " + one.adminKey)
                    .header("content-type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"tenant\":\"limited\"}"))));
            assertThat(one.send(one.request("/admin/v1/keys/"
                                            + atOnce.path("id").asText())
                                    .DELETE())
                            .statusCode())
                    .isEqualTo(200);
            assertThat(get(one.adminKey, two, "/admin/v1/tenants")).contains("\"concurrency\":3");
            await("a new key", () -> as(secret, two, CHAT) == 200);

            one.post("/admin/v1/tenants", "{\"id\":\"acme\",\"models\":[\"none\"]}");
            await("a tenant's models", () -> as(secret, two, CHAT) == 403);
            one.post("/admin/v1/tenants", "{\"id\":\"acme\"}");
            await("a tenant's models", () -> as(secret, two, CHAT) == 200);

            one.send(one.request("/admin/v1/policies/*")
                    .header("content-type", "application/yaml")
                    .PUT(HttpRequest.BodyPublishers.ofString("rails: {marker: {on: [user]}}")));
            await("a policy", () -> as(secret, two, RunningGateway.chat("say " + MarkerRail.MARK, false)) == 400);

            one.send(one.request("/admin/v1/keys/" + made.path("id").asText()).DELETE());
            await("a revoked key", () -> as(secret, two, CHAT) == 401);
        }
    }

    @Test
    void a_command_elsewhere_is_seen_too(PostgresServer server) throws Exception {
        DatabaseServer database = server.newDatabase();
        try (RunningGateway running = new RunningGateway(dir, settings(database))) {
            JsonNode made = key(running, "acme");
            Path other = Files.createDirectories(dir.resolve("other"));
            Files.writeString(other.resolve("inkstone.yaml"), """
                    inkstone:
                      gateway:
                        state:
                          url: %s
                          user: %s
                          password: %s
                    """.formatted(
                            database.url(), database.user(), database.password()));
            try (StateAccess access = StateAccess.open(other)) {
                assertThat(access.revokeKey(made.path("id").asText())).isTrue();
            }

            await("a revoked key", () -> as(made.path("key").asText(), running, CHAT) == 401);
        }
    }

    @Test
    void two_that_do_not_know_of_each_other_are_refused(PostgresServer server) throws Exception {
        Map<String, String> settings = settings(server.newDatabase());
        try (RunningGateway one = new RunningGateway(dir.resolve("one"), settings)) {
            assertThat(one.adminKey).isNotEmpty();
            assertThatThrownBy(() -> Gateway.start(
                            GatewayOptions.in(dir.resolve("two")).port(0).settings(RunningGateway.settings(settings))))
                    .isInstanceOf(GatewayStartException.class)
                    .hasMessageContaining("Another gateway")
                    .hasMessageContaining("inkstone.gateway.replicas");
        }
    }

    private static Map<String, String> settings(DatabaseServer database) {
        Map<String, String> settings = new HashMap<>();
        settings.put("inkstone.gateway.state.url", database.url());
        settings.put("inkstone.gateway.state.user", database.user());
        settings.put("inkstone.gateway.state.password", database.password());
        return settings;
    }

    /** Asks again and again; how long it takes on an idle machine is said in the log. */
    private static void await(String what, Callable<Boolean> holds) throws Exception {
        long started = System.nanoTime();
        while (!holds.call()) {
            assertThat(System.nanoTime() - started).as(what).isLessThan(LIMIT_NANOS);
        }
        System.out.println(what + " was seen after "
                + Duration.ofNanos(System.nanoTime() - started).toMillis() + " ms");
    }

    private static JsonNode key(RunningGateway running, String tenant) throws Exception {
        return RunningGateway.json(running.post("/admin/v1/keys", "{\"tenant\":\"" + tenant + "\"}"));
    }

    private static int as(String secret, RunningGateway running, String chat) throws Exception {
        return running.send(running.request("/v1/chat/completions")
                        .setHeader("authorization", "Bearer " + secret)
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(chat)))
                .statusCode();
    }

    private static String get(String secret, RunningGateway running, String path) throws Exception {
        return running.send(running.request(path)
                        .setHeader("authorization", "Bearer " + secret)
                        .GET())
                .body();
    }
}
