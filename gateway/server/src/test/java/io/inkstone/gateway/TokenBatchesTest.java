package io.inkstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.inkstone.protocol.Json;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches that somebody asks for with an access token, which ends long before they do. */
class TokenBatchesTest {

    @TempDir
    Path dataDir;

    private IssuerServer issuer;
    private RunningGateway running;
    private Tenants tenants;

    @BeforeEach
    void start() throws Exception {
        JWK key = new RSAKeyGenerator(2048).keyID("r1").generate();
        issuer = new IssuerServer(key);
        running = new RunningGateway(
                dataDir,
                Map.of(
                        "inkstone.gateway.oidc.issuer", issuer.issuer(),
                        "inkstone.gateway.oidc.audience", "inkstone",
                        "inkstone.gateway.oidc.leeway", "PT0S",
                        "inkstone.gateway.oidc.role-models.readers", "vectors",
                        "inkstone.gateway.oidc.role-models.writers", "*",
                        "inkstone.gateway.oidc.permissions.resources.\"chat.completions\"", "chat"));
        tenants = new Tenants(running);
        running.post("/admin/v1/tenants", "{\"id\":\"acme\"}");
        Eventually.get(() -> tenants.get(token("writers"), "/v1/models").statusCode(), status -> status == 200);
    }

    @AfterEach
    void stop() {
        running.close();
        issuer.close();
    }

    @Test
    void are_run_for_who_asked_after_the_token_has_ended() throws Exception {
        // It waits for this one, and so longer than the token holds.
        running.upstream.calls.clear();
        var interactive = running.http.sendAsync(
                running.request("/v1/chat/completions")
                        .header("content-type", "application/json")
                        .POST(java.net.http.HttpRequest.BodyPublishers.ofString(RunningGateway.chat("hang", false)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(running.upstream.calls.poll(10, java.util.concurrent.TimeUnit.SECONDS))
                .isNotNull();
        String shortLived = issuer.token(issuer.claims()
                .claim("groups", List.of("writers"))
                .expirationTime(Date.from(Instant.now().plusSeconds(6)))
                .build());
        JsonNode made = created(shortLived, "say one");
        Eventually.get(() -> tenants.get(shortLived, "/v1/models").statusCode(), status -> status == 401);

        interactive.cancel(true);
        JsonNode batch = over(made);

        assertThat(batch.path("status").asText()).isEqualTo("completed");
        assertThat(batch.at("/request_counts/completed").asInt()).isOne();
        Eventually.get(
                () -> running.get("/admin/v1/usage?group_by=user,operation").body(),
                usage -> usage.contains("{\"user\":\"mia@example.org\",\"operation\":\"chat.completions\""));
    }

    @Test
    void may_no_more_than_the_token_did() throws Exception {
        JsonNode batch = over(created(token("readers"), "say one"));

        assertThat(batch.at("/request_counts/failed").asInt()).isOne();
        assertThat(errors(batch)).contains("\"status_code\":403").doesNotContain("invalid_api_key");
    }

    @Test
    void may_no_more_than_the_tenant_does_by_now() throws Exception {
        running.upstream.failures.addAll(List.of(503, 503, 503, 503, 503, 503));
        JsonNode made = created(token("writers"), "say one");
        running.post("/admin/v1/tenants", "{\"id\":\"acme\",\"models\":[\"vectors\"]}");

        JsonNode batch = over(made);

        assertThat(errors(batch)).contains("\"status_code\":403");
    }

    @Test
    void are_refused_where_the_issuer_does_not_permit_what_their_lines_ask() throws Exception {
        issuer.decision = form -> "403 {\"error\":\"access_denied\"}";

        HttpResponse<String> refused = create(token("writers"), "say one");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(RunningGateway.code(refused)).isEqualTo("permission_denied");
    }

    private String token(String role) throws Exception {
        return issuer.token(issuer.claims().claim("groups", List.of(role)).build());
    }

    private JsonNode created(String token, String order) throws Exception {
        HttpResponse<String> made = create(token, order);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        return RunningGateway.json(made);
    }

    private HttpResponse<String> create(String token, String order) throws Exception {
        String line = "{\"custom_id\":\"a\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":"
                + RunningGateway.chat(order, false).replace("default", OpenAiServer.CHAT_MODEL) + "}";
        return tenants.post(
                token,
                "/v1/batches",
                Json.write(Json.MAPPER
                        .createObjectNode()
                        .put("input_file_id", tenants.uploaded(token, "batch", line))
                        .put("endpoint", "/v1/chat/completions")
                        .put("completion_window", "24h")));
    }

    private JsonNode over(JsonNode made) throws Exception {
        String path = "/v1/batches/" + made.path("id").asText();
        String token = token("writers");
        return Eventually.get(
                () -> RunningGateway.json(tenants.get(token, path)),
                batch -> Set.of("completed", "failed")
                        .contains(batch.path("status").asText()));
    }

    private String errors(JsonNode batch) throws Exception {
        return tenants.get(
                        token("writers"),
                        "/v1/files/" + batch.path("error_file_id").asText() + "/content")
                .body();
    }
}
