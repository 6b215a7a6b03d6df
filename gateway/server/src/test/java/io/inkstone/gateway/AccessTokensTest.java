package io.inkstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Access tokens at the gateway's door: what is taken, what is refused and how, and what it costs the issuer. */
class AccessTokensTest {

    @TempDir
    static Path dataDir;

    static JWK rsa;
    static JWK elliptic;
    static JWK another;
    static IssuerServer issuer;
    static RunningGateway running;

    @BeforeAll
    static void start() throws Exception {
        rsa = new RSAKeyGenerator(2048)
                .keyID("r1")
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.RS256)
                .generate();
        elliptic = new ECKeyGenerator(Curve.P_256).keyID("e1").generate();
        another = new RSAKeyGenerator(2048).keyID("r1").generate();
        issuer = new IssuerServer(rsa, elliptic);
        running = new RunningGateway(
                dataDir,
                Map.ofEntries(
                        Map.entry("inkstone.gateway.oidc.issuer", issuer.issuer()),
                        Map.entry("inkstone.gateway.oidc.audience", "inkstone"),
                        Map.entry("inkstone.gateway.oidc.authorized-parties", "office,nightly"),
                        Map.entry("inkstone.gateway.oidc.claims.admin-role", "boss"),
                        Map.entry("inkstone.gateway.oidc.role-models.readers", "vectors"),
                        Map.entry("inkstone.gateway.oidc.role-models.writers", "*"),
                        Map.entry("inkstone.gateway.oidc.keys-refresh-interval", "PT0.3S"),
                        Map.entry("inkstone.gateway.oidc.scopes", "openid"),
                        Map.entry("inkstone.gateway.public-address", "https://ai.example.org/")));
        running.post("/admin/v1/tenants", "{\"id\":\"acme\"}");
        awaitKeys();
    }

    @AfterAll
    static void stop() {
        running.close();
        issuer.close();
    }

    /** The gateway serves before it has the keys. */
    private static void awaitKeys() throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (ask(issuer.token()).statusCode() == 503 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    @Test
    void takes_a_token_of_each_kind_of_key() throws Exception {
        assertThat(ask(issuer.token()).statusCode()).isEqualTo(200);
        String shorter = IssuerServer.token(
                issuer.claims().build(), elliptic, new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("e1"));
        assertThat(ask(shorter).statusCode()).isEqualTo(200);
        String accessToken = IssuerServer.token(
                issuer.claims().claim("typ", null).build(),
                rsa,
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("r1").type(new JOSEObjectType("at+jwt")));
        assertThat(ask(accessToken).statusCode()).isEqualTo(200);
    }

    @Test
    void says_in_the_audit_which_client_acted_for_whom() throws Exception {
        String token = issuer.token(issuer.claims().claim("azp", "nightly").build());

        assertThat(ask(token).statusCode()).isEqualTo(200);

        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        String audit = "";
        while (!audit.contains("nightly") && System.nanoTime() < end) {
            audit = running.get("/admin/v1/audit?tenant=acme").body();
        }
        assertThat(audit).contains("\"tenant\":\"acme\",\"key_id\":\"nightly\"").doesNotContain(token);
    }

    @Test
    void refuses_a_token_that_nobody_has_signed() throws Exception {
        String[] parts = issuer.token().split("\\.");
        String none = base64("{\"alg\":\"none\",\"typ\":\"JWT\"}");

        refused("invalid_token", none + "." + parts[1] + ".");
        refused("invalid_token", none + "." + parts[1] + "." + parts[2]);
        refused("invalid_token", parts[0] + "." + parts[1] + ".");
        refused("invalid_token", "a.b.c");
        refused("invalid_token", "a.b.c.d.e");
        refused("invalid_token", issuer.token() + "x".repeat(17_000));
    }

    @Test
    void refuses_whatever_a_token_is_bent_into() throws Exception {
        Random random = new Random(7);
        String token = issuer.token();
        byte[] good = token.getBytes(StandardCharsets.US_ASCII);
        String[] parts = token.split("\\.");
        for (int i = 0; i < 300; i++) {
            byte[] bent = good.clone();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                bent[random.nextInt(bent.length - 8)] = (byte) (' ' + 1 + random.nextInt(94));
            }
            byte[] claims = Base64.getUrlDecoder().decode(parts[1]);
            claims[random.nextInt(claims.length)] = (byte) random.nextInt(256);
            String inside =
                    parts[0] + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims) + "." + parts[2];

            for (String changed : List.of(new String(bent, StandardCharsets.US_ASCII), inside)) {
                assertThat(ask(changed).statusCode()).as(changed).isEqualTo(changed.equals(token) ? 200 : 401);
            }
        }
    }

    @Test
    void refuses_a_token_whose_words_were_changed() throws Exception {
        String[] parts = issuer.token().split("\\.");
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);

        refused("invalid_token", parts[0] + "." + base64(claims.replace("acme", "admin")) + "." + parts[2]);
        char last = parts[2].charAt(5);
        refused(
                "invalid_token",
                parts[0] + "." + parts[1] + "." + parts[2].substring(0, 5) + (last == 'A' ? 'B' : 'A')
                        + parts[2].substring(6));
    }

    @Test
    void refuses_a_signature_of_another_key_or_kind() throws Exception {
        JWTClaimsSet claims = issuer.claims().build();
        refused("invalid_token", IssuerServer.token(claims, another, header(JWSAlgorithm.RS256)));
        // The public key as the secret of an HMAC: the classic confusion.
        OctetSequenceKey confused =
                new OctetSequenceKey.Builder(rsa.toRSAKey().toRSAPublicKey().getEncoded()).build();
        refused("invalid_token", IssuerServer.token(claims, confused, header(JWSAlgorithm.HS256)));
        // The key says that it is for RS256.
        refused("invalid_token", IssuerServer.token(claims, rsa, header(JWSAlgorithm.PS256)));
        refused(
                "invalid_token",
                IssuerServer.token(claims, elliptic, new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("r1")));
        refused(
                "invalid_token",
                IssuerServer.token(claims, rsa, new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(null)));
    }

    @Test
    void refuses_other_kinds_of_tokens() throws Exception {
        refused("invalid_token", issuer.token(issuer.claims().claim("typ", "ID").build()));
        refused(
                "invalid_token",
                issuer.token(issuer.claims().claim("typ", "Refresh").build()));
        refused(
                "invalid_token",
                issuer.token(issuer.claims().claim("at_hash", "x").build()));
        refused(
                "invalid_token",
                issuer.token(issuer.claims().claim("events", Map.of()).build()));
        refused(
                "invalid_token",
                issuer.token(issuer.claims().claim("cnf", Map.of("jkt", "x")).build()));
        JWTClaimsSet claims = issuer.claims().build();
        refused(
                "invalid_token",
                IssuerServer.token(claims, rsa, header(JWSAlgorithm.RS256).type(new JOSEObjectType("logout+jwt"))));
        refused(
                "invalid_token",
                IssuerServer.token(
                        claims,
                        rsa,
                        header(JWSAlgorithm.RS256)
                                .criticalParams(Set.of("exp2"))
                                .customParam("exp2", 1)));
    }

    @Test
    void refuses_a_token_for_another_time() throws Exception {
        Instant now = Instant.now();
        refused(
                "invalid_token",
                issuer.token(issuer.claims().expirationTime(null).build()));
        refused(
                "token_expired",
                issuer.token(issuer.claims()
                        .expirationTime(Date.from(now.minusSeconds(31)))
                        .build()));
        refused(
                "token_not_yet_valid",
                issuer.token(issuer.claims()
                        .notBeforeTime(Date.from(now.plusSeconds(60)))
                        .build()));
        refused(
                "token_not_yet_valid",
                issuer.token(issuer.claims()
                        .issueTime(Date.from(now.plusSeconds(60)))
                        .build()));
        String withinLeeway = issuer.token(issuer.claims()
                .expirationTime(Date.from(now.minusSeconds(10)))
                .notBeforeTime(Date.from(now.plusSeconds(10)))
                .build());
        assertThat(ask(withinLeeway).statusCode()).isEqualTo(200);
    }

    @Test
    void refuses_a_token_of_or_for_somebody_else() throws Exception {
        refused(
                "unknown_issuer",
                issuer.token(issuer.claims().issuer(issuer.issuer() + "/other").build()));
        refused("unknown_issuer", issuer.token(issuer.claims().issuer(null).build()));
        refused(
                "wrong_audience",
                issuer.token(issuer.claims().audience("payroll").build()));
        refused(
                "wrong_audience",
                issuer.token(issuer.claims().audience((String) null).build()));
        refused(
                "wrong_client",
                issuer.token(issuer.claims().claim("azp", "game").build()));
        assertThat(ask(issuer.token(issuer.claims()
                                .audience(List.of("payroll", "inkstone"))
                                .build()))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void refuses_a_token_without_a_tenant_that_is_there() throws Exception {
        forbidden("tenant_missing", issuer.claims().claim("tenant", null));
        forbidden("tenant_missing", issuer.claims().claim("tenant", List.of("acme", "other")));
        forbidden("tenant_unknown", issuer.claims().claim("tenant", "nobody"));
        forbidden("tenant_unknown", issuer.claims().claim("tenant", "Acme, Inc."));
        forbidden("tenant_not_allowed", issuer.claims().claim("tenant", "admin"));
    }

    @Test
    void makes_rights_of_roles() throws Exception {
        String nobody =
                issuer.token(issuer.claims().claim("groups", List.of("guests")).build());
        String reader =
                issuer.token(issuer.claims().claim("groups", List.of("readers")).build());
        String writer = issuer.token(issuer.claims()
                .claim("realm_access", Map.of("roles", List.of("writers", "readers")))
                .build());
        String boss =
                issuer.token(issuer.claims().claim("groups", List.of("boss")).build());

        assertThat(RunningGateway.code(chat(nobody))).isEqualTo("model_not_allowed");
        assertThat(RunningGateway.code(chat(reader))).isEqualTo("model_not_allowed");
        assertThat(chat(writer).statusCode()).isEqualTo(200);
        assertThat(chat(boss).statusCode()).isEqualTo(200);
        assertThat(RunningGateway.code(ask(writer, "/admin/v1/tenants"))).isEqualTo("admin_only");
        assertThat(ask(boss, "/admin/v1/tenants").statusCode()).isEqualTo(200);
    }

    @Test
    void causes_no_call_by_bad_tokens_and_one_an_interval_by_unknown_keys() throws Exception {
        int before = issuer.keyFetches.get();
        JWTClaimsSet claims = issuer.claims().build();
        String[] parts = issuer.token().split("\\.");
        for (int i = 0; i < 200; i++) {
            ask(parts[0] + "." + parts[1] + "." + base64("signature " + i));
            ask(IssuerServer.token(
                    issuer.claims().issuer("https://" + i + ".example.org").build(), rsa, header(JWSAlgorithm.RS256)));
        }
        assertThat(issuer.keyFetches.get()).isEqualTo(before);

        long started = System.nanoTime();
        for (int i = 0; i < 200; i++) {
            refused(
                    "invalid_token",
                    IssuerServer.token(claims, another, new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("x" + i)));
        }
        long intervals = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started) / 300 + 1;

        assertThat(issuer.keyFetches.get() - before).isBetween(1, (int) intervals);
        assertThat(issuer.discoveries.get()).isEqualTo(1);
        assertThat(issuer.permissionsAsked).isEmpty();
    }

    @Test
    void takes_new_keys_at_once_and_refuses_what_a_dropped_key_has_signed() throws Exception {
        String old = issuer.token();
        assertThat(ask(old).statusCode()).isEqualTo(200);
        List<JWK> before = issuer.keys;
        try {
            JWK fresh = new RSAKeyGenerator(2048).keyID("r2").generate();
            issuer.keys = List.of(fresh, elliptic);

            HttpResponse<String> first = askUntilKeysMayBeFetched(issuer.token());

            assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
            refused("invalid_token", old);
        } finally {
            issuer.keys = before;
            askUntilKeysMayBeFetched(issuer.token());
        }
        assertThat(ask(old).statusCode()).isEqualTo(200);
    }

    @Test
    void tells_clients_who_issues_tokens() throws Exception {
        HttpResponse<String> whole = running.http.send(
                HttpRequest.newBuilder(running.uri("/.well-known/oauth-protected-resource"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        JsonNode mcp = RunningGateway.json(running.get("/.well-known/oauth-protected-resource/mcp"));

        JsonNode metadata = RunningGateway.json(whole);
        assertThat(metadata.path("resource").asText()).isEqualTo("https://ai.example.org");
        assertThat(metadata.at("/authorization_servers/0").asText()).isEqualTo(issuer.issuer());
        assertThat(metadata.at("/scopes_supported/0").asText()).isEqualTo("openid");
        assertThat(metadata.at("/bearer_methods_supported/0").asText()).isEqualTo("header");
        assertThat(mcp.path("resource").asText()).isEqualTo("https://ai.example.org/mcp");
    }

    @Test
    void points_a_refused_client_to_what_it_can_learn() throws Exception {
        HttpResponse<String> nothing =
                running.send(HttpRequest.newBuilder(running.uri("/v1/models")).GET());
        HttpResponse<String> expired = ask(issuer.token(issuer.claims()
                .expirationTime(Date.from(Instant.now().minusSeconds(60)))
                .build()));

        String where = "Bearer resource_metadata=\"https://ai.example.org/.well-known/oauth-protected-resource\"";
        assertThat(nothing.headers().firstValue("www-authenticate")).hasValue(where);
        assertThat(expired.headers().firstValue("www-authenticate").orElseThrow())
                .startsWith(where + ", error=\"invalid_token\", error_description=\"The access token ended at ");
    }

    /** A fetch just before would put the next one off by an interval. */
    private static HttpResponse<String> askUntilKeysMayBeFetched(String token) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        HttpResponse<String> response = ask(token);
        while (response.statusCode() == 401 && System.nanoTime() < end) {
            response = ask(token);
        }
        return response;
    }

    private static void refused(String code, String token) throws Exception {
        HttpResponse<String> response = ask(token);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(401);
        assertThat(RunningGateway.code(response)).as(response.body()).isEqualTo(code);
        assertThat(response.headers().firstValue("www-authenticate").orElseThrow())
                .contains("error=\"invalid_token\"", "error_description=");
    }

    private static void forbidden(String code, JWTClaimsSet.Builder claims) throws Exception {
        HttpResponse<String> response = ask(issuer.token(claims.build()));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(403);
        assertThat(RunningGateway.code(response)).isEqualTo(code);
    }

    private static JWSHeader.Builder header(JWSAlgorithm algorithm) {
        return new JWSHeader.Builder(algorithm).keyID("r1");
    }

    private static HttpResponse<String> ask(String token) throws Exception {
        return ask(token, "/v1/models");
    }

    private static HttpResponse<String> ask(String token, String path) throws Exception {
        return running.send(HttpRequest.newBuilder(running.uri(path)).header("authorization", "Bearer " + token));
    }

    private static HttpResponse<String> chat(String token) throws Exception {
        return running.send(HttpRequest.newBuilder(running.uri("/v1/chat/completions"))
                .header("authorization", "Bearer " + token)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(RunningGateway.chat("say a", false))));
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
