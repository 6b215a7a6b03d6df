package io.inkstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileRoutesTest {

    private static final String TEXT = "what nobody else may read 谁也不许读";

    @TempDir
    Path dataDir;

    private RunningGateway running;
    private Tenants tenants;

    @BeforeEach
    void start() throws Exception {
        running = new RunningGateway(
                dataDir,
                Map.of("inkstone.gateway.files.max-files", "2", "inkstone.gateway.limits.max-upload-bytes", "100000"));
        tenants = new Tenants(running);
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1", ""})
    void keeps_a_file_until_it_is_deleted(String prefix) throws Exception {
        String key = tenants.key("alpha");
        JsonNode file = RunningGateway.json(tenants.upload(key, prefix + "/files", "user_data", TEXT));
        String path = prefix + "/files/" + file.path("id").asText();

        assertThat(file.path("object").asText()).isEqualTo("file");
        assertThat(file.path("bytes").asInt()).isEqualTo(TEXT.getBytes(StandardCharsets.UTF_8).length);
        assertThat(file.path("filename").asText()).isEqualTo("notes.txt");
        assertThat(file.path("expires_at").asLong())
                .isGreaterThan(file.path("created_at").asLong());
        assertThat(RunningGateway.json(tenants.get(key, path))).isEqualTo(file);
        assertThat(tenants.get(key, path + "/content").body()).isEqualTo(TEXT);
        assertThat(RunningGateway.json(tenants.get(key, prefix + "/files?purpose=user_data"))
                        .path("data")
                        .get(0))
                .isEqualTo(file);
        LeakSearch search = new LeakSearch(List.of(TEXT));
        assertThat(search.in(dataDir.resolve("files"))).isNotEmpty();

        assertThat(RunningGateway.json(tenants.delete(key, path))
                        .path("deleted")
                        .asBoolean())
                .isTrue();
        assertThat(tenants.get(key, path).statusCode()).isEqualTo(404);
        assertThat(search.in(dataDir)).isEmpty();
    }

    @Test
    void hides_a_file_from_other_tenants() throws Exception {
        String id = tenants.uploaded(tenants.key("alpha"), "user_data", TEXT);
        String other = tenants.key("beta");

        for (String path : List.of("/v1/files/" + id, "/v1/files/" + id + "/content", "/v1/files?after=" + id)) {
            HttpResponse<String> response = tenants.get(other, path);
            assertThat(response.statusCode()).as(path).isEqualTo(404);
            assertThat(RunningGateway.code(response)).isEqualTo("file_not_found");
        }
        assertThat(tenants.delete(other, "/v1/files/" + id).statusCode()).isEqualTo(404);
        assertThat(RunningGateway.json(tenants.get(other, "/v1/files")).path("data"))
                .isEmpty();
    }

    @Test
    void pages_through_a_list() throws Exception {
        String key = tenants.key("alpha");
        String first = tenants.uploaded(key, "user_data", "1");
        String second = tenants.uploaded(key, "user_data", "2");

        JsonNode page = RunningGateway.json(tenants.get(key, "/v1/files?limit=1&order=asc"));
        assertThat(page.path("has_more").asBoolean()).isTrue();
        String next = page.path("last_id").asText();
        JsonNode rest = RunningGateway.json(tenants.get(key, "/v1/files?limit=1&order=asc&after=" + next));

        assertThat(List.of(next, rest.path("last_id").asText())).containsExactlyInAnyOrder(first, second);
        assertThat(rest.path("has_more").asBoolean()).isFalse();
    }

    @Test
    void takes_no_more_than_a_tenant_may_keep() throws Exception {
        String key = tenants.key("alpha");
        tenants.uploaded(key, "user_data", "1");
        tenants.uploaded(key, "user_data", "2");

        assertThat(RunningGateway.code(tenants.upload(key, "/v1/files", "user_data", "3")))
                .isEqualTo("too_many_files");
        assertThat(RunningGateway.code(tenants.upload(key, "/v1/files", "user_data", "x".repeat(200_000))))
                .isEqualTo("body_too_large");
    }

    @ParameterizedTest
    @CsvSource({
        "nonsense,,,invalid_field,purpose",
        ",,,missing_field,purpose",
        "batch,7,,invalid_field,expires_after[seconds]",
        "batch,9999999999,,invalid_field,expires_after[seconds]",
        "batch,7200,last_active_at,invalid_field,expires_after[anchor]",
    })
    void names_what_is_wrong_with_an_upload(String purpose, String seconds, String anchor, String code, String param)
            throws Exception {
        Multipart form = new Multipart().file("file", "a.txt", "text/plain", new byte[] {1});
        addIfGiven(form, "purpose", purpose);
        addIfGiven(form, "expires_after[seconds]", seconds);
        addIfGiven(form, "expires_after[anchor]", anchor);

        HttpResponse<String> response = running.send(running.request("/v1/files")
                .header("content-type", Multipart.TYPE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(form.bytes())));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(RunningGateway.code(response)).isEqualTo(code);
        assertThat(RunningGateway.json(response).at("/error/param").asText()).isEqualTo(param);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=many", "order=up"})
    void names_what_is_wrong_with_a_list(String query) throws Exception {
        assertThat(RunningGateway.code(running.get("/v1/files?" + query))).isEqualTo("invalid_field");
    }

    private static void addIfGiven(Multipart form, String name, String value) {
        if (value != null) {
            form.field(name, value);
        }
    }
}
