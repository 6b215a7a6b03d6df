package io.inkstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.inkstone.gateway.settings.GatewayStartException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A gateway whose issuer does not work, or is not configured as it should be. */
class IssuerOutageTest {

    static JWK key;

    @TempDir
    Path dataDir;

    @BeforeAll
    static void makeKey() throws Exception {
        key = new RSAKeyGenerator(2048).keyID("r1").generate();
    }

    @Test
    void starts_without_its_issuer_and_takes_tokens_when_it_is_back() throws Exception {
        try (IssuerServer server = new IssuerServer(key)) {
            server.down = true;
            try (RunningGateway running = new RunningGateway(dataDir, settings(server))) {
                HttpResponse<String> refused = ask(running, server.token());

                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(RunningGateway.code(refused)).isEqualTo("issuer_unavailable");
                assertThat(Integer.parseInt(
                                refused.headers().firstValue("retry-after").orElseThrow()))
                        .isBetween(1, 31);
                assertThat(running.get("/v1/models").statusCode())
                        .as("an API key needs no issuer")
                        .isEqualTo(200);
                int before = server.discoveries.get();
                for (int i = 0; i < 100; i++) {
                    ask(running, server.token());
                }
                assertThat(server.discoveries.get() - before)
                        .as("what requests cause")
                        .isLessThan(5);

                server.down = false;
                assertThat(askWhile(running, server, 503).statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void believes_no_discovery_document_of_another_issuer() throws Exception {
        try (IssuerServer server = new IssuerServer(key)) {
            server.claimedIssuer = "https://elsewhere.example.org";
            try (RunningGateway running = new RunningGateway(dataDir, settings(server))) {
                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
                while (server.discoveries.get() < 2 && System.nanoTime() < end) {
                    assertThat(ask(running, server.token()).statusCode()).isEqualTo(503);
                }
                assertThat(server.discoveries.get()).isGreaterThanOrEqualTo(2);
                assertThat(server.keyFetches.get()).isZero();
            }
        }
    }

    @Test
    void keeps_its_keys_while_the_issuer_is_away() throws Exception {
        try (IssuerServer server = new IssuerServer(key)) {
            Map<String, String> settings = new HashMap<>(settings(server));
            settings.put("inkstone.gateway.oidc.keys-refresh", "PT0.05S");
            try (RunningGateway running = new RunningGateway(dataDir, settings)) {
                assertThat(askWhile(running, server, 503).statusCode()).isEqualTo(200);
                server.down = true;
                int before = server.discoveries.get() + server.keyFetches.get();
                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
                while (server.discoveries.get() + server.keyFetches.get() < before + 2 && System.nanoTime() < end) {
                    assertThat(ask(running, server.token()).statusCode()).isEqualTo(200);
                }
                assertThat(server.discoveries.get() + server.keyFetches.get()).isGreaterThanOrEqualTo(before + 2);
            }
        }
    }

    @Test
    void asks_no_discovery_document_where_the_keys_are_given() throws Exception {
        try (IssuerServer server = new IssuerServer(key)) {
            Map<String, String> settings = new HashMap<>(settings(server));
            settings.put("inkstone.gateway.oidc.jwks-uri", server.issuer() + "/keys");
            try (RunningGateway running = new RunningGateway(dataDir, settings)) {
                assertThat(askWhile(running, server, 503).statusCode()).isEqualTo(200);
                assertThat(server.discoveries.get()).isZero();
            }
        }
    }

    @Test
    void makes_a_tenant_for_its_first_token_where_that_is_wanted() throws Exception {
        try (IssuerServer server = new IssuerServer(key)) {
            Map<String, String> settings = new HashMap<>(settings(server));
            settings.put("inkstone.gateway.oidc.auto-create-tenants", "true");
            try (RunningGateway running = new RunningGateway(dataDir, settings)) {
                askWhile(running, server, 503);
                String token = server.token(
                        server.claims().claim("tenant", "brand-new").build());

                assertThat(ask(running, token).statusCode()).isEqualTo(200);
                assertThat(running.get("/admin/v1/tenants").body()).contains("\"brand-new\"");
            }
        }
    }

    @Test
    void lets_each_of_several_issuers_speak_for_its_own_tenants() throws Exception {
        try (IssuerServer first = new IssuerServer(key);
                IssuerServer second = new IssuerServer(key)) {
            Map<String, String> settings = Map.of(
                    "inkstone.gateway.oidc.one.issuer", first.issuer(),
                    "inkstone.gateway.oidc.one.audience", "inkstone",
                    "inkstone.gateway.oidc.one.tenants.allowed", "acme",
                    "inkstone.gateway.oidc.two.issuer", second.issuer(),
                    "inkstone.gateway.oidc.two.audience", "inkstone",
                    "inkstone.gateway.oidc.two.tenants.allowed", "globex",
                    "inkstone.gateway.oidc.two.tenants.mapping.\"Globex Corp\"", "globex");
            try (RunningGateway running = new RunningGateway(dataDir, settings)) {
                running.post("/admin/v1/tenants", "{\"id\":\"acme\"}");
                running.post("/admin/v1/tenants", "{\"id\":\"globex\"}");
                askWhile(running, second, 503);

                assertThat(askWhile(running, first, 503).statusCode()).isEqualTo(200);
                HttpResponse<String> foreign = ask(running, second.token());
                assertThat(RunningGateway.code(foreign)).isEqualTo("tenant_not_allowed");
                String own = second.token(
                        second.claims().claim("tenant", "Globex Corp").build());
                assertThat(ask(running, own).statusCode()).isEqualTo(200);
                assertThat(running.get("/.well-known/oauth-protected-resource").body())
                        .contains(first.issuer(), second.issuer());
            }
        }
    }

    @Test
    void takes_no_token_where_no_issuer_is_configured() throws Exception {
        try (IssuerServer server = new IssuerServer(key);
                RunningGateway running = new RunningGateway(dataDir)) {
            HttpResponse<String> refused = ask(running, server.token());

            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(RunningGateway.code(refused)).isEqualTo("unknown_issuer");
            assertThat(refused.headers().firstValue("www-authenticate").orElseThrow())
                    .contains("resource_metadata=\"http://127.0.0.1:" + running.gateway.port() + "/.well-known/");
            assertThat(running.get("/.well-known/oauth-protected-resource").body())
                    .doesNotContain("authorization_servers");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "oidc.issuer=https://id.example.org|audience is not set",
                "oidc.audience=a|issuer is not set",
                "oidc.issuer=id.example.org;oidc.audience=a|is no address",
                "oidc.issuer=http://id.example.org;oidc.audience=a|no TLS",
                "oidc.issuer=https://id.example.org;oidc.audience=a;oidc.algorithms=none|'none' is not taken",
                "oidc.issuer=https://id.example.org;oidc.audience=a;oidc.algorithms=RS256,HS256|'HS256' is not taken",
                "oidc.issuer=https://id.example.org;oidc.audience=a;oidc.jwks-uri=http://id.example.org/k|no TLS",
                "oidc.issuer=https://id.example.org;oidc.audience=a;oidc.jwks-uri=https://k.example.org;"
                        + "oidc.permissions.resources.*=chat|token-endpoint",
                "oidc.a.issuer=https://a.example.org;oidc.a.audience=a;oidc.b.issuer=https://b.example.org;"
                        + "oidc.b.audience=b|tenants.allowed",
                "oidc.a.issuer=https://a.example.org;oidc.a.audience=a;oidc.a.tenants.allowed=x;"
                        + "oidc.b.issuer=https://a.example.org;oidc.b.audience=b;oidc.b.tenants.allowed=y|twice",
                "oidc.issuer=https://id.example.org;oidc.audience=a;oidc.leeway=PT1H|leeway is PT1H",
                "oidc.issuer=https://id.example.org;oidc.audience=a;oidc.keys-refresh=P1D|keys-refresh is PT24H",
                "public-address=ai.example.org|public-address",
            })
    void refuses_to_start_with_settings_that_cannot_be_meant(String settings, String expected) {
        Map<String, String> values = new HashMap<>();
        for (String setting : settings.split(";")) {
            values.put("inkstone.gateway." + setting.split("=", 2)[0], setting.split("=", 2)[1]);
        }
        GatewayOptions options = GatewayOptions.in(dataDir).port(0).settings(RunningGateway.settings(values));

        assertThatThrownBy(() -> Gateway.start(options))
                .isInstanceOf(GatewayStartException.class)
                .hasMessageContaining("The configuration is wrong")
                .hasMessageContaining(expected);
    }

    private static Map<String, String> settings(IssuerServer issuer) {
        return Map.of(
                "inkstone.gateway.oidc.issuer", issuer.issuer(),
                "inkstone.gateway.oidc.audience", "inkstone",
                "inkstone.gateway.oidc.auto-create-tenants", "true");
    }

    /** Asks until the answer has another status, at most for half a minute. */
    private static HttpResponse<String> askWhile(RunningGateway running, IssuerServer issuer, int status)
            throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        HttpResponse<String> response = ask(running, issuer.token());
        while (response.statusCode() == status && System.nanoTime() < end) {
            response = ask(running, issuer.token());
        }
        return response;
    }

    private static HttpResponse<String> ask(RunningGateway running, String token) throws Exception {
        return running.send(
                HttpRequest.newBuilder(running.uri("/v1/models")).header("authorization", "Bearer " + token));
    }
}
