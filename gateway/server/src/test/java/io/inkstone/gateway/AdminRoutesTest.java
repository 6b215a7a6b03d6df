package io.inkstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdminRoutesTest {

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
    void writes_the_admin_key_for_its_owner_alone() throws Exception {
        Path file = dataDir.resolve("admin.key");

        assertThat(Files.readString(file).trim()).isEqualTo(running.adminKey).matches("ink_[0-9A-Za-z]{43}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void makes_tenants_and_changes_their_limits() throws Exception {
        HttpResponse<String> made = running.post(
                "/admin/v1/tenants",
                "{\"id\":\"acme\",\"limits\":{\"requests_per_minute\":5},\"models\":[\"parrot\"]}");
        HttpResponse<String> changed =
                running.post("/admin/v1/tenants", "{\"id\":\"acme\",\"limits\":{\"concurrency\":2}}");

        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.body())
                .contains("\"requests_per_minute\":5", "\"tokens_per_minute\":null", "\"models\":[\"parrot\"]");
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.body()).contains("\"requests_per_minute\":null", "\"concurrency\":2", "\"models\":[]");
        assertThat(running.get("/admin/v1/tenants").body()).contains("\"acme\"", "\"admin\"");
    }

    @Test
    void makes_a_key_shows_it_once_and_revokes_it_at_once() throws Exception {
        JsonNode made =
                RunningGateway.json(running.post("/admin/v1/keys", "{\"tenant\":\"fresh\",\"name\":\"laptop\"}"));
        String secret = made.path("key").asText();
        String id = made.path("id").asText();

        assertThat(secret).matches("ink_[0-9A-Za-z]{43}");
        assertThat(with(secret, "/v1/models").statusCode()).isEqualTo(200);
        assertThat(running.get("/admin/v1/keys").body()).contains(id).doesNotContain(secret);

        HttpResponse<String> revoked =
                running.send(running.request("/admin/v1/keys/" + id).DELETE());

        assertThat(revoked.body()).isEqualTo("{\"id\":\"" + id + "\",\"revoked\":true}");
        HttpResponse<String> refused = with(secret, "/v1/models");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(RunningGateway.code(refused)).isEqualTo("invalid_api_key");
        HttpResponse<String> again =
                running.send(running.request("/admin/v1/keys/" + id).DELETE());
        assertThat(RunningGateway.code(again)).isEqualTo("key_not_found");
    }

    @Test
    void keeps_no_secret_on_disk() throws Exception {
        JsonNode made = RunningGateway.json(running.post("/admin/v1/keys", "{\"tenant\":\"disk\"}"));
        String secret = made.path("key").asText();

        try (Stream<Path> files = Files.walk(dataDir.resolve("state"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                        .doesNotContain(secret, running.adminKey);
            }
        }
    }

    @Test
    void is_for_admins_only() throws Exception {
        JsonNode made = RunningGateway.json(running.post("/admin/v1/keys", "{\"tenant\":\"curious\"}"));

        HttpResponse<String> response = with(made.path("key").asText(), "/admin/v1/tenants");

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(RunningGateway.code(response)).isEqualTo("admin_only");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/admin/v1/tenants|{'limits':{}}|missing_field|id",
                "/admin/v1/tenants|{'id':7}|invalid_field|id",
                "/admin/v1/tenants|{'id':'No Spaces'}|invalid_field|null",
                "/admin/v1/tenants|{'id':'a','limits':{'concurrency':0}}|invalid_field|limits.concurrency",
                "/admin/v1/tenants|{'id':'a','limits':{'concurrency':'x'}}|invalid_field|limits.concurrency",
                "/admin/v1/tenants|{'id':'a','limits':{'speed':1}}|unknown_field|speed",
                "/admin/v1/keys|{'tenant':'a','colour':'red'}|unknown_field|colour"
            })
    void refuses_wrong_fields(String path, String body, String code, String param) throws Exception {
        HttpResponse<String> response = running.post(path, body.replace('\'', '"'));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(RunningGateway.json(response).at("/error/code").asText()).isEqualTo(code);
        assertThat(RunningGateway.json(response).at("/error/param").asText()).isEqualTo(param);
    }

    private static HttpResponse<String> with(String key, String path) throws Exception {
        return running.send(HttpRequest.newBuilder(running.uri(path))
                .header("authorization", "Bearer " + key)
                .GET());
    }
}
