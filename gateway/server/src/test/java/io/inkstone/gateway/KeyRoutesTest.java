package io.inkstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.inkstone.gateway.state.State;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys with scopes, an end, limits, and other secrets. */
class KeyRoutesTest {

    @TempDir
    static Path dataDir;

    static RunningGateway running;

    @BeforeAll
    static void start() throws Exception {
        running = new RunningGateway(dataDir);
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void holds_a_key_to_its_models_and_operations() throws Exception {
        String vectors = secret("{'tenant':'scoped','models':['vectors']}");
        String chats = secret("{'tenant':'scoped','operations':['chat.completions']}");

        assertThat(RunningGateway.code(chat(vectors))).isEqualTo("model_not_allowed");
        assertThat(chat(chats).statusCode()).isEqualTo(200);
        assertThat(RunningGateway.code(with(chats, "/v1/models"))).isEqualTo("operation_not_allowed");
    }

    @Test
    void gives_no_key_more_than_its_tenant_may() throws Exception {
        running.post("/admin/v1/tenants", "{\"id\":\"narrow\",\"models\":[\"vectors\"],\"operations\":[\"models\"]}");
        String wide = secret("{'tenant':'narrow'}");
        String crossed = secret("{'tenant':'narrow','models':['parrot'],'operations':['chat.completions']}");

        assertThat(with(wide, "/v1/models").statusCode()).isEqualTo(200);
        assertThat(RunningGateway.code(chat(wide))).isEqualTo("operation_not_allowed");
        assertThat(RunningGateway.code(chat(crossed))).isEqualTo("operation_not_allowed");
        assertThat(RunningGateway.code(with(crossed, "/v1/models"))).isEqualTo("operation_not_allowed");
    }

    @Test
    void shows_what_a_key_may_use_and_when_it_was_used() throws Exception {
        JsonNode made = made("{'tenant':'shown','name':'n','models':['b','a'],'operations':['models'],"
                + "'limits':{'concurrency':3},'expires_at':'2999-01-01T00:00:00Z'}");
        assertThat(made.path("last_used_at").isNull()).isTrue();

        with(made.path("key").asText(), "/v1/models");

        JsonNode listed = listed(made.path("id").asText());
        assertThat(listed.path("models").toString()).isEqualTo("[\"a\",\"b\"]");
        assertThat(listed.path("operations").toString()).isEqualTo("[\"models\"]");
        assertThat(listed.at("/limits/concurrency").asInt()).isEqualTo(3);
        assertThat(listed.at("/limits/tokens_per_day").isNull()).isTrue();
        assertThat(listed.path("expires_at").asText()).isEqualTo("2999-01-01T00:00:00Z");
        assertThat(Instant.parse(listed.path("last_used_at").asText()))
                .isBetween(Instant.now().minusSeconds(120), Instant.now());
        assertThat(listed.has("key")).isFalse();
    }

    @Test
    void ends_a_key_when_it_is_time() throws Exception {
        String secret =
                secret("{'tenant':'brief','expires_at':'" + Instant.now().plusMillis(1500) + "'}");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        HttpResponse<String> response = with(secret, "/v1/models");
        assertThat(response.statusCode()).isIn(200, 401);
        while (response.statusCode() == 200 && System.nanoTime() < end) {
            response = with(secret, "/v1/models");
        }

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(RunningGateway.code(response)).isEqualTo("key_expired");
    }

    @Test
    void rotates_a_secret_with_an_overlap() throws Exception {
        JsonNode made = made("{'tenant':'rotated','name':'server'}");
        String first = made.path("key").asText();

        JsonNode rotated = rotate(made.path("id").asText(), "{\"overlap_seconds\":600}");
        String second = rotated.path("key").asText();

        assertThat(rotated.path("id").asText()).isEqualTo(made.path("id").asText());
        assertThat(Instant.parse(rotated.path("previous_key_until").asText()))
                .isBetween(Instant.now().plusSeconds(500), Instant.now().plusSeconds(601));
        assertThat(second).matches("ink_[0-9A-Za-z]{43}").isNotEqualTo(first);
        assertThat(with(first, "/v1/models").statusCode()).isEqualTo(200);
        assertThat(with(second, "/v1/models").statusCode()).isEqualTo(200);

        String third = rotate(made.path("id").asText(), "{\"overlap_seconds\":0}")
                .path("key")
                .asText();
        assertThat(with(first, "/v1/models").statusCode()).isEqualTo(401);
        assertThat(with(second, "/v1/models").statusCode()).isEqualTo(401);
        assertThat(with(third, "/v1/models").statusCode()).isEqualTo(200);
    }

    @Test
    void revokes_both_secrets_at_once() throws Exception {
        JsonNode made = made("{'tenant':'revoked'}");
        String second = rotate(made.path("id").asText(), "{}").path("key").asText();

        running.send(
                running.request("/admin/v1/keys/" + made.path("id").asText()).DELETE());

        assertThat(with(made.path("key").asText(), "/v1/models").statusCode()).isEqualTo(401);
        assertThat(with(second, "/v1/models").statusCode()).isEqualTo(401);
        HttpResponse<String> gone =
                running.post("/admin/v1/keys/" + made.path("id").asText() + "/rotate", "{}");
        assertThat(RunningGateway.code(gone)).isEqualTo("key_not_found");
    }

    @Test
    void lets_a_part_of_the_administration_be_given_away_and_not_widened() throws Exception {
        String keeper = secret("{'tenant':'admin','admin':true,'operations':['admin.keys']}");
        String auditor = secret("{'tenant':'admin','admin':true,'operations':['admin.audit']}");
        JsonNode full = made("{'tenant':'admin','admin':true}");

        assertThat(with(auditor, "/admin/v1/audit").statusCode()).isEqualTo(200);
        assertThat(RunningGateway.code(with(auditor, "/admin/v1/keys"))).isEqualTo("operation_not_allowed");
        assertThat(create(keeper, "{'tenant':'x'}").statusCode()).isEqualTo(201);
        assertThat(create(keeper, "{'tenant':'admin','admin':true,'operations':['admin.keys']}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(RunningGateway.code(create(keeper, "{'tenant':'admin','admin':true}")))
                .isEqualTo("beyond_own_rights");
        HttpResponse<String> taken =
                running.send(post(keeper, "/admin/v1/keys/" + full.path("id").asText() + "/rotate")
                        .POST(HttpRequest.BodyPublishers.ofString("{}")));
        assertThat(RunningGateway.code(taken)).isEqualTo("beyond_own_rights");
    }

    @Test
    void keeps_all_of_it_over_a_restart(@TempDir Path otherDir) throws Exception {
        String first;
        String second;
        try (RunningGateway before = new RunningGateway(otherDir)) {
            before.post(
                    "/admin/v1/tenants",
                    "{\"id\":\"kept\",\"operations\":[\"models\"],\"user_limits\":{\"concurrency\":2},"
                            + "\"key_limits\":{\"tokens_per_day\":9}}");
            JsonNode made = RunningGateway.json(before.post(
                    "/admin/v1/keys",
                    "{\"tenant\":\"kept\",\"models\":[\"m\"],\"limits\":{\"requests_per_minute\":7},"
                            + "\"expires_at\":\"2999-01-01T00:00:00Z\"}"));
            first = made.path("key").asText();
            second = RunningGateway.json(before.post(
                            "/admin/v1/keys/" + made.path("id").asText() + "/rotate", "{\"overlap_seconds\":600}"))
                    .path("key")
                    .asText();
            before.send(HttpRequest.newBuilder(before.uri("/v1/models")).header("authorization", "Bearer " + first));
        }
        try (RunningGateway after = RunningGateway.restarted(otherDir, Map.of())) {
            for (String secret : new String[] {first, second}) {
                HttpResponse<String> response = after.send(
                        HttpRequest.newBuilder(after.uri("/v1/models")).header("authorization", "Bearer " + secret));
                assertThat(response.statusCode()).isEqualTo(200);
            }
        }
        try (StateAccess access = StateAccess.open(otherDir)) {
            assertThat(access.tenants())
                    .filteredOn(tenant -> tenant.id().equals("kept"))
                    .first()
                    .satisfies(tenant -> {
                        assertThat(tenant.operations()).containsExactly("models");
                        assertThat(tenant.userLimits().concurrency()).isEqualTo(2);
                        assertThat(tenant.keyLimits().tokensPerDay()).isEqualTo(9);
                    });
            assertThat(access.keys())
                    .filteredOn(key -> key.tenant().equals("kept"))
                    .first()
                    .satisfies(key -> {
                        assertThat(key.scope().models()).containsExactly("m");
                        assertThat(key.scope().limits().requestsPerMinute()).isEqualTo(7);
                        assertThat(key.scope().expiresAt()).isEqualTo("2999-01-01T00:00:00Z");
                    });
        }
        try (State state = State.open(otherDir)) {
            assertThat(state.keys().all())
                    .filteredOn(stored -> stored.key().tenant().equals("kept"))
                    .first()
                    .satisfies(stored -> assertThat(stored.lastUsedAt()).isNotNull());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'tenant':'a','admin':'yes'}|admin",
                "{'tenant':'a','models':'parrot'}|models",
                "{'tenant':'a','operations':[1]}|operations",
                "{'tenant':'a','name':1}|name",
                "{'tenant':'a','limits':7}|limits",
                "{'tenant':'a','limits':{'concurrency':0}}|limits.concurrency",
                "{'tenant':'a','expires_at':'tomorrow'}|expires_at",
                "{'tenant':'a','expires_at':'2001-01-01T00:00:00Z'}|expires_at",
                "{'tenant':'a','models':['']}|null",
            })
    void refuses_wrong_fields(String body, String param) throws Exception {
        HttpResponse<String> response = create(running.adminKey, body);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(RunningGateway.code(response)).isEqualTo("invalid_field");
        assertThat(RunningGateway.json(response).at("/error/param").asText()).isEqualTo(param);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'overlap_seconds':-1}|invalid_field",
                "{'overlap_seconds':9999999}|invalid_field",
                "{'overlap_seconds':'1'}|invalid_field",
                "{'overlap':1}|unknown_field"
            })
    void refuses_a_wrong_overlap(String body, String code) throws Exception {
        String id = made("{'tenant':'overlap'}").path("id").asText();
        HttpResponse<String> response = running.post("/admin/v1/keys/" + id + "/rotate", body.replace('\'', '"'));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(RunningGateway.code(response)).isEqualTo(code);
    }

    private static String secret(String body) throws Exception {
        return made(body).path("key").asText();
    }

    private static JsonNode made(String body) throws Exception {
        HttpResponse<String> response = create(running.adminKey, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return RunningGateway.json(response);
    }

    private static HttpResponse<String> create(String key, String body) throws Exception {
        return running.send(
                post(key, "/admin/v1/keys").POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'))));
    }

    private static JsonNode rotate(String id, String body) throws Exception {
        return RunningGateway.json(running.post("/admin/v1/keys/" + id + "/rotate", body));
    }

    private static JsonNode listed(String id) throws Exception {
        for (JsonNode key : RunningGateway.json(running.get("/admin/v1/keys")).path("data")) {
            if (key.path("id").asText().equals(id)) {
                return key;
            }
        }
        throw new AssertionError("key " + id + " is not listed");
    }

    private static HttpRequest.Builder post(String key, String path) {
        return HttpRequest.newBuilder(running.uri(path))
                .header("authorization", "Bearer " + key)
                .header("content-type", "application/json");
    }

    private static HttpResponse<String> chat(String key) throws Exception {
        return running.send(post(key, "/v1/chat/completions")
                .POST(HttpRequest.BodyPublishers.ofString(RunningGateway.chat("say a", false))));
    }

    private static HttpResponse<String> with(String key, String path) throws Exception {
        return running.send(HttpRequest.newBuilder(running.uri(path)).header("authorization", "Bearer " + key));
    }
}
