package io.inkstone.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.inkstone.lsp.gateway.Credentials;
import io.inkstone.protocol.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Signing in, against a small server that speaks OAuth; a real identity provider is asked in the gateway's tests. */
class LoginTest {

    private static final Instant NOW = Instant.parse("2026-11-30T10:00:00Z");
    private static final String MIA = "x."
            + Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString("{\"preferred_username\":\"mia\"}".getBytes(StandardCharsets.UTF_8))
            + ".y";

    @TempDir
    Path dir;

    private final List<String> forms = new ArrayList<>();
    private final Deque<String> answers = new ArrayDeque<>();
    private HttpServer server;
    private String issuer;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer = "http://127.0.0.1:" + server.getAddress().getPort() + "/realm";
        server.createContext(
                "/realm/.well-known/openid-configuration",
                exchange -> reply(
                        exchange,
                        "{\"issuer\":\"" + issuer + "\",\"token_endpoint\":\"" + issuer
                                + "/token\",\"device_authorization_endpoint\":\"" + issuer + "/device\"}"));
        server.createContext(
                "/.well-known/oauth-protected-resource",
                exchange -> reply(exchange, "{\"authorization_servers\":[\"" + issuer + "\"]}"));
        server.createContext("/realm/device", this::answer);
        server.createContext("/realm/token", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        forms.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        reply(exchange, answers.remove());
    }

    private static void reply(HttpExchange exchange, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(body.contains("\"error\"") ? 400 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Test
    void waits_as_long_as_the_issuer_wants_until_the_code_is_confirmed() {
        answers.add("{\"device_code\":\"d\",\"user_code\":\"ABCD\",\"verification_uri\":\"https://v\",\"interval\":2}");
        answers.add("{\"error\":\"authorization_pending\"}");
        answers.add("{\"error\":\"slow_down\"}");
        answers.add("{\"access_token\":\"t\"}");
        List<Duration> pauses = new ArrayList<>();
        List<String> told = new ArrayList<>();

        JsonNode tokens = login(pauses).run("openid", told::add);

        assertThat(tokens.path("access_token").asText()).isEqualTo("t");
        assertThat(pauses).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(7));
        assertThat(told).singleElement().asString().contains("https://v", "ABCD");
        assertThat(forms.get(0)).contains("client_id=cli", "code_challenge_method=S256", "code_challenge=");
        assertThat(forms.get(1)).contains("device_code=d", "code_verifier=");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'error':'access_denied'}|refused: access_denied",
                "{'error':'expired_token','error_description':'Code is over'}|refused: Code is over",
            })
    void says_why_nobody_is_signed_in(String answer, String expected) {
        answers.add("{\"device_code\":\"d\",\"user_code\":\"ABCD\",\"verification_uri\":\"https://v\"}");
        answers.add(answer.replace('\'', '"'));

        assertThatThrownBy(() -> login(new ArrayList<>()).run("openid", line -> {}))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void names_a_client_that_may_not_use_the_device_flow() {
        answers.add("{\"error\":\"unauthorized_client\"}");

        assertThatThrownBy(() -> login(new ArrayList<>()).run("openid", line -> {}))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("'cli'")
                .hasMessageContaining("--client-id");
    }

    @Test
    void keeps_tokens_for_their_owner_alone_and_renews_them() throws Exception {
        SavedLogin saved = saved(NOW);
        saved.save(issuer, "cli", tokens(MIA, "r1", 300));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(saved.file())))
                .isEqualTo("rw-------");
        assertThat(saved.accessToken()).isEqualTo(MIA);
        assertThat(saved.who()).isEqualTo("mia at " + issuer + ", until 2026-11-30T10:05:00Z");
        assertThat(forms).isEmpty();

        answers.add(Json.write(tokens("second", "r2", 300)));
        assertThat(saved(NOW.plusSeconds(290)).accessToken()).isEqualTo("second");
        assertThat(forms.get(0)).contains("grant_type=refresh_token", "refresh_token=r1", "client_id=cli");
        assertThat(saved(NOW.plusSeconds(300)).accessToken()).isEqualTo("second");

        answers.add("{\"error\":\"invalid_grant\"}");
        assertThatThrownBy(() -> saved(NOW.plusSeconds(900)).accessToken())
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("invalid_grant")
                .hasMessageContaining("./inkstone login");
        assertThat(forms.get(1)).contains("refresh_token=r2");
    }

    @Test
    void signs_in_with_the_issuer_that_the_gateway_names() {
        answers.add("{\"device_code\":\"d\",\"user_code\":\"ABCD\",\"verification_uri\":\"https://v\",\"interval\":1}");
        answers.add(Json.write(tokens(MIA, "r", 3000)));

        String printed = run(0, "login", "--url", issuer.replace("/realm", ""), "--data", dir.toString());

        assertThat(printed).contains("ABCD", "Signed in: mia at " + issuer).doesNotContain(MIA);
        assertThat(run(0, "whoami", "--data", dir.toString())).startsWith("mia at ");
        assertThat(run(0, "token", "--data", dir.toString())).isEqualTo(MIA + System.lineSeparator());
    }

    @Test
    void the_language_server_signs_in_with_a_code_and_uses_the_login_from_then_on() {
        answers.add("{\"device_code\":\"d\",\"user_code\":\"ABCD\",\"verification_uri\":\"https://v\",\"interval\":1}");
        answers.add(Json.write(tokens(MIA, "r", 3000)));
        Credentials credentials = new LoginCredentials(new DataDirectory(dir), Clock.systemUTC());
        assertThat(credentials.token()).isEmpty();

        Credentials.SignIn waiting = credentials.begin(URI.create(issuer.replace("/realm", "")));

        assertThat(waiting.userCode()).isEqualTo("ABCD");
        assertThat(waiting.verification()).hasToString("https://v");
        waiting.await();
        assertThat(credentials.token()).contains(MIA);
        assertThat(run(0, "token", "--data", dir.toString())).isEqualTo(MIA + System.lineSeparator());
    }

    @Test
    void the_language_server_says_why_a_sign_in_cannot_begin() {
        Credentials credentials = new LoginCredentials(new DataDirectory(dir), Clock.systemUTC());

        assertThatThrownBy(() -> credentials.begin(URI.create(issuer + "/nothing")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("HTTP 404");
    }

    @Test
    void says_what_to_do_when_nobody_is_signed_in() {
        assertThat(run(2, "whoami", "--data", dir.toString())).contains("./inkstone login");
        assertThat(run(2, "login", "--issuer", "http://id.example.org", "--data", dir.toString()))
                .contains("https://");
        assertThat(run(2, "login", "--issuer", issuer + "/", "--data", dir.toString()))
                .contains("calls itself");
    }

    private DeviceLogin login(List<Duration> pauses) {
        return new DeviceLogin(OAuthServer.discover(issuer), "cli", Clock.fixed(NOW, ZoneOffset.UTC), pauses::add);
    }

    private SavedLogin saved(Instant now) {
        return new SavedLogin(new DataDirectory(dir), Clock.fixed(now, ZoneOffset.UTC));
    }

    private static ObjectNode tokens(String access, String refresh, int seconds) {
        return Json.MAPPER
                .createObjectNode()
                .put("access_token", access)
                .put("refresh_token", refresh)
                .put("expires_in", seconds);
    }

    private static String run(int exitCode, String... arguments) {
        StringWriter printed = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(printed, true));
        line.setErr(new PrintWriter(printed, true));
        assertThat(line.execute(arguments)).as(printed.toString()).isEqualTo(exitCode);
        return printed.toString();
    }
}
