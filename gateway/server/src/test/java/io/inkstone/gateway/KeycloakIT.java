package io.inkstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway behind a real Keycloak: the flows by which people and programs come to a token, and what becomes of it. */
class KeycloakIT {

    private static final String CALLBACK = "http://127.0.0.1:9/callback";
    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

    @TempDir
    static Path keycloakHome;

    @TempDir
    static Path dataDir;

    static KeycloakServer keycloak;
    static RunningGateway running;

    @BeforeAll
    static void start() throws Exception {
        keycloak = new KeycloakServer(KeycloakDistribution.folder(), keycloakHome);
        running = new RunningGateway(
                dataDir,
                Map.of(
                        "inkstone.gateway.oidc.issuer", keycloak.issuer("office"),
                        "inkstone.gateway.oidc.audience", "inkstone",
                        "inkstone.gateway.oidc.leeway", "PT1S",
                        "inkstone.gateway.oidc.keys-refresh", "PT2S",
                        "inkstone.gateway.oidc.keys-refresh-interval", "PT0.2S",
                        "inkstone.gateway.oidc.claims.admin-role", "inkstone-admin",
                        "inkstone.gateway.oidc.permissions.resources.\"chat.completions\"", "chat",
                        "inkstone.gateway.oidc.permissions.timeout", "PT30S"));
        running.post("/admin/v1/tenants", "{\"id\":\"legal\"}");
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        String token = keycloak.clientToken("office", "nightly-batch");
        while (models(token).statusCode() == 503 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (running != null) {
            running.close();
        }
        if (keycloak != null) {
            keycloak.close();
        }
    }

    @Test
    void takes_the_token_of_a_person_who_signed_in_with_code_and_pkce() throws Exception {
        JsonNode tokens = signIn("mia");

        assertThat(models(tokens.path("access_token").asText()).statusCode()).isEqualTo(200);
        refused("invalid_token", tokens.path("id_token").asText());
        refused("invalid_token", tokens.path("refresh_token").asText());
    }

    @Test
    void takes_the_token_of_a_person_who_allowed_a_device() throws Exception {
        String verifier = verifier();
        JsonNode device = Json.parseObject(keycloak.post(
                        keycloak.endpoint("office", "auth/device"),
                        Map.of(
                                "client_id", "inkstone-cli",
                                "code_challenge", challenge(verifier),
                                "code_challenge_method", "S256"))
                .body());
        Map<String, String> ask = Map.of(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:device_code",
                "client_id",
                "inkstone-cli",
                "device_code",
                device.path("device_code").asText(),
                "code_verifier",
                verifier);
        assertThat(keycloak.askForToken("office", ask).body()).contains("authorization_pending");

        FormBrowser browser = new FormBrowser(keycloak.http, CALLBACK);
        browser.open(URI.create(device.path("verification_uri_complete").asText()));
        browser.submit(Map.of("username", "mia", "password", KeycloakServer.SECRET));
        browser.submit(Map.of("accept", "Yes"));
        assertThat(browser.hasForm()).as(browser.text()).isFalse();

        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        HttpResponse<String> answer = keycloak.askForToken("office", ask);
        while (answer.body().contains("slow_down") && System.nanoTime() < end) {
            answer = keycloak.askForToken("office", ask);
        }
        String token = Json.parseObject(answer.body()).path("access_token").asText();
        assertThat(models(token).statusCode()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void takes_the_token_of_a_client_that_acts_for_itself() throws Exception {
        assertThat(models(keycloak.clientToken("office", "nightly-batch")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void takes_an_exchanged_token_and_not_the_one_before() throws Exception {
        String before = passwordToken("mia");
        HttpResponse<String> exchanged = keycloak.askForToken(
                "office",
                Map.of(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:token-exchange",
                        "client_id",
                        "portal",
                        "client_secret",
                        KeycloakServer.SECRET,
                        "subject_token",
                        before,
                        "subject_token_type",
                        ACCESS_TOKEN,
                        "audience",
                        "inkstone"));

        refused("wrong_audience", before);
        String token = Json.parseObject(exchanged.body()).path("access_token").asText();
        assertThat(models(token).statusCode()).as(exchanged.body()).isEqualTo(200);
    }

    @Test
    void makes_an_administrator_of_the_admin_role() throws Exception {
        String olga = signIn("olga").path("access_token").asText();
        String mia = signIn("mia").path("access_token").asText();

        assertThat(ask(olga, "/admin/v1/keys").statusCode()).isEqualTo(200);
        assertThat(RunningGateway.code(ask(mia, "/admin/v1/keys"))).isEqualTo("admin_only");
    }

    @Test
    void asks_keycloak_for_permissions() throws Exception {
        HttpResponse<String> editor = chat(signIn("mia").path("access_token").asText());
        HttpResponse<String> other = chat(signIn("noah").path("access_token").asText());

        assertThat(editor.statusCode()).as(editor.body()).isEqualTo(200);
        assertThat(other.statusCode()).as(other.body()).isEqualTo(403);
        assertThat(RunningGateway.code(other)).isEqualTo("permission_denied");
    }

    @Test
    void refuses_what_was_not_issued_for_the_gateway() throws Exception {
        refused("wrong_audience", keycloak.clientToken("office", "stranger"));
        refused("unknown_issuer", keycloak.clientToken("elsewhere", "nightly-batch"));
    }

    @Test
    void refuses_what_was_changed_after_it_was_signed() throws Exception {
        String[] parts = keycloak.clientToken("office", "nightly-batch").split("\\.");
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        String changed = base64(claims.replace("\"legal\"", "\"admin\"").getBytes(StandardCharsets.UTF_8));
        String none = base64("{\"alg\":\"none\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));
        String foreign = keycloak.clientToken("elsewhere", "nightly-batch").split("\\.")[2];

        refused("invalid_token", parts[0] + "." + changed + "." + parts[2]);
        refused("invalid_token", parts[0] + "." + parts[1] + "." + foreign);
        refused("invalid_token", none + "." + parts[1] + ".");
    }

    @Test
    void refuses_a_token_when_it_has_ended() throws Exception {
        String token = keycloak.clientToken("office", "brief");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        HttpResponse<String> response = models(token);
        while (response.statusCode() == 200 && System.nanoTime() < end) {
            response = models(token);
        }

        assertThat(RunningGateway.code(response)).isEqualTo("token_expired");
    }

    @Test
    void takes_no_new_token_of_a_disabled_client_and_the_old_one_until_it_ends() throws Exception {
        String before = keycloak.clientToken("office", "nightly-batch");
        enable("nightly-batch", false);
        try {
            assertThat(keycloak.clientToken("office", "nightly-batch")).isEmpty();
            assertThat(models(before).statusCode())
                    .as("verified here, without asking Keycloak")
                    .isEqualTo(200);
            assertThat(RunningGateway.code(chat(before)))
                    .as("where Keycloak is asked")
                    .isEqualTo("permission_denied");
        } finally {
            enable("nightly-batch", true);
        }
    }

    @Test
    void follows_when_the_realms_keys_are_rotated() throws Exception {
        String before = keycloak.clientToken("office", "nightly-batch");
        JsonNode signing = signingKey(keyId(before));
        ObjectNode component =
                Json.MAPPER.createObjectNode().put("name", "fresh").put("providerId", "rsa-generated");
        component.put("providerType", "org.keycloak.keys.KeyProvider");
        component.put("parentId", keycloak.admin("").path("id").asText());
        ObjectNode config = component.putObject("config");
        Map.of("priority", "1000", "enabled", "true", "active", "true", "algorithm", "RS256", "keySize", "2048")
                .forEach((name, value) -> config.putArray(name).add(value));
        keycloak.admin("POST", "/components", component);

        String after = keycloak.clientToken("office", "nightly-batch");
        assertThat(keyId(after)).isNotEqualTo(keyId(before));
        assertThat(modelsWhile(401, after).statusCode())
                .as("a new key is fetched at once")
                .isEqualTo(200);
        assertThat(models(before).statusCode())
                .as("the old key is still listed")
                .isEqualTo(200);

        String provider = "/components/" + signing.path("providerId").asText();
        ObjectNode old = (ObjectNode) keycloak.admin(provider);
        ((ObjectNode) old.path("config")).putArray("enabled").add("false");
        keycloak.admin("PUT", provider, old);

        assertThat(RunningGateway.code(modelsWhile(200, before)))
                .as("the old key is gone")
                .isEqualTo("invalid_token");
        assertThat(models(after).statusCode()).isEqualTo(200);
    }

    private static JsonNode signingKey(String id) throws Exception {
        for (JsonNode key : keycloak.admin("/keys").path("keys")) {
            if (key.path("kid").asText().equals(id)) {
                return key;
            }
        }
        throw new AssertionError("the realm has no key " + id);
    }

    private static void enable(String client, boolean enabled) throws Exception {
        ObjectNode found =
                (ObjectNode) keycloak.admin("/clients?clientId=" + client).get(0);
        keycloak.admin("PUT", "/clients/" + found.path("id").asText(), found.put("enabled", enabled));
    }

    /** Authorization code with PKCE, as a web page or an IDE does it. */
    private static JsonNode signIn(String user) throws Exception {
        String verifier = verifier();
        FormBrowser browser = new FormBrowser(keycloak.http, CALLBACK);
        browser.open(URI.create(keycloak.endpoint("office", "auth") + "?"
                + KeycloakServer.encoded(Map.of(
                        "client_id", "inkstone-web",
                        "response_type", "code",
                        "scope", "openid",
                        "redirect_uri", CALLBACK,
                        "code_challenge", challenge(verifier),
                        "code_challenge_method", "S256"))));
        browser.submit(Map.of("username", user, "password", KeycloakServer.SECRET));
        Map<String, String> answer = Arrays.stream(browser.at().getQuery().split("&"))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(field -> field[0], field -> field[1]));
        return Json.parseObject(keycloak.askForToken(
                        "office",
                        Map.of(
                                "grant_type",
                                "authorization_code",
                                "client_id",
                                "inkstone-web",
                                "redirect_uri",
                                CALLBACK,
                                "code",
                                answer.getOrDefault("code", ""),
                                "code_verifier",
                                verifier))
                .body());
    }

    private static String passwordToken(String user) throws Exception {
        HttpResponse<String> response = keycloak.askForToken(
                "office",
                Map.of(
                        "grant_type",
                        "password",
                        "client_id",
                        "intranet",
                        "username",
                        user,
                        "password",
                        KeycloakServer.SECRET));
        return Json.parseObject(response.body()).path("access_token").asText();
    }

    private static String verifier() {
        byte[] random = new byte[48];
        new SecureRandom().nextBytes(random);
        return base64(random);
    }

    private static String challenge(String verifier) throws Exception {
        return base64(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String keyId(String token) {
        byte[] header = Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.')));
        return Json.parseObject(header).path("kid").asText();
    }

    private static void refused(String code, String token) throws Exception {
        HttpResponse<String> response = models(token);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(401);
        assertThat(RunningGateway.code(response)).isEqualTo(code);
    }

    private static HttpResponse<String> modelsWhile(int status, String token) throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        HttpResponse<String> response = models(token);
        while (response.statusCode() == status && System.nanoTime() < end) {
            response = models(token);
        }
        return response;
    }

    private static HttpResponse<String> models(String token) throws Exception {
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

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
