package io.inkstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The question to the issuer whether a token may use an operation. */
class ResourcePermissionsTest {

    @TempDir
    static Path dataDir;

    static IssuerServer issuer;
    static RunningGateway running;

    @BeforeAll
    static void start() throws Exception {
        JWK key = new RSAKeyGenerator(2048).keyID("r1").generate();
        issuer = new IssuerServer(key);
        running = new RunningGateway(
                dataDir,
                Map.of(
                        "inkstone.gateway.oidc.issuer", issuer.issuer(),
                        "inkstone.gateway.oidc.audience", "inkstone",
                        "inkstone.gateway.oidc.permissions.resources.\"chat.completions\"", "chat",
                        "inkstone.gateway.oidc.permissions.resources.\"demo/echo\"", "op {operation}#use",
                        "inkstone.gateway.oidc.permissions.resources.\"demo/listen\"", "live",
                        "inkstone.gateway.oidc.permissions.timeout", "PT1S"));
        running.post("/admin/v1/tenants", "{\"id\":\"acme\"}");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (ask("/v1/models", issuer.token()).statusCode() == 503 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    @AfterAll
    static void stop() {
        running.close();
        issuer.close();
    }

    @BeforeEach
    void permit() {
        issuer.decision = form -> "200 {\"result\":true}";
        issuer.permissionsMayAnswer = new CountDownLatch(0);
        issuer.permissionsAsked.clear();
        issuer.asked.clear();
    }

    @Test
    void asks_once_for_a_token_and_resource() throws Exception {
        String token = freshToken();

        assertThat(chat(token).statusCode()).isEqualTo(200);
        assertThat(chat(token).statusCode()).isEqualTo(200);
        assertThat(issuer.permissionsAsked)
                .containsExactly("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Auma-ticket&audience=inkstone"
                        + "&permission=chat&response_mode=decision");
        assertThat(echo(token).statusCode()).isEqualTo(200);
        assertThat(issuer.permissionsAsked).hasSize(2).last().asString().contains("permission=op+demo%2Fecho%23use");
    }

    @Test
    void asks_nothing_for_what_has_no_resource_and_for_keys() throws Exception {
        assertThat(ask("/v1/models", freshToken()).statusCode()).isEqualTo(200);
        assertThat(chat(running.adminKey).statusCode()).isEqualTo(200);
        assertThat(issuer.permissionsAsked).isEmpty();
    }

    @Test
    void refuses_what_the_issuer_denies_and_remembers_that_too() throws Exception {
        issuer.decision = form -> "403 {\"error\":\"access_denied\"}";
        String token = freshToken();

        HttpResponse<String> denied = chat(token);

        assertThat(denied.statusCode()).isEqualTo(403);
        assertThat(RunningGateway.code(denied)).isEqualTo("permission_denied");
        assertThat(chat(token).statusCode()).isEqualTo(403);
        assertThat(issuer.permissionsAsked).hasSize(1);
    }

    @Test
    void refuses_while_the_issuer_does_not_say() throws Exception {
        String token = freshToken();
        for (String answer : List.of("500 {}", "200 {}", "302 {}")) {
            issuer.decision = form -> answer;
            assertUnavailable(chat(token));
        }
        issuer.permissionsMayAnswer = new CountDownLatch(1);
        assertUnavailable(chat(token));
        issuer.permissionsMayAnswer.countDown();

        issuer.decision = form -> "200 {\"result\":true}";
        assertThat(chat(token).statusCode()).as("nothing of that is remembered").isEqualTo(200);
    }

    @Test
    void serves_others_while_it_waits_and_loses_nothing_of_a_body() throws Exception {
        issuer.permissionsMayAnswer = new CountDownLatch(1);
        String token = freshToken();
        String text = "x".repeat(300_000);
        List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            waiting.add(running.http.sendAsync(echoRequest(token, text), HttpResponse.BodyHandlers.ofString()));
        }
        assertThat(issuer.asked.poll(5, TimeUnit.SECONDS)).isNotNull();

        assertThat(running.get("/v1/models").statusCode()).isEqualTo(200);
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        issuer.permissionsMayAnswer.countDown();

        for (CompletableFuture<HttpResponse<String>> one : waiting) {
            HttpResponse<String> response = one.get(20, TimeUnit.SECONDS);
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            assertThat(response.body()).contains(text);
        }
        assertThat(issuer.permissionsAsked)
                .as("requests side by side share a question")
                .hasSizeLessThan(3);
    }

    @Test
    void opens_a_live_operation_after_the_answer() throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        WebSocket socket = running.http
                .newWebSocketBuilder()
                .header("authorization", "Bearer " + freshToken())
                .buildAsync(
                        URI.create(running.uri("/v1/connectors/demo/listen")
                                .toString()
                                .replace("http", "ws")),
                        new WebSocket.Listener() {
                            @Override
                            public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
                                answer.complete(data.toString());
                                return WebSocket.Listener.super.onText(from, data, last);
                            }
                        })
                .get(20, TimeUnit.SECONDS);
        socket.sendText("{\"nonsense\":1}", true).get(20, TimeUnit.SECONDS);

        assertThat(answer.get(20, TimeUnit.SECONDS)).contains("\"error\"");
        assertThat(issuer.permissionsAsked).hasSize(1);
        socket.abort();
    }

    @Test
    void keeps_no_place_for_a_client_that_went_away_while_it_waited() throws Exception {
        running.post("/admin/v1/tenants", "{\"id\":\"alone\",\"limits\":{\"concurrency\":1}}");
        String token = issuer.token(
                issuer.claims().claim("tenant", "alone").jwtID("gone").build());
        issuer.permissionsMayAnswer = new CountDownLatch(1);
        double before = clientsGone();
        CompletableFuture<HttpResponse<String>> gone =
                running.http.sendAsync(echoRequest(token, "x"), HttpResponse.BodyHandlers.ofString());
        assertThat(issuer.asked.poll(5, TimeUnit.SECONDS)).isNotNull();
        gone.cancel(true);
        Eventually.get(ResourcePermissionsTest::clientsGone, counted -> counted > before);
        issuer.permissionsMayAnswer.countDown();

        HttpResponse<String> next = running.http.send(echoRequest(token, "x"), HttpResponse.BodyHandlers.ofString());
        assertThat(next.statusCode()).as(next.body()).isEqualTo(200);
        assertThat(running.http
                        .send(echoRequest(token, "x"), HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }

    /** How many requests of this operation their clients have left. */
    private static double clientsGone() throws Exception {
        return running.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("http_server_request_duration_seconds_count{"))
                .filter(line -> line.contains("http_response_status_code=\"499\"")
                        && line.contains("http_request_method=\"POST\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static void assertUnavailable(HttpResponse<String> response) throws Exception {
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(RunningGateway.code(response)).isEqualTo("permission_unavailable");
        assertThat(response.headers().firstValue("retry-after")).hasValue("1");
    }

    private static String freshToken() throws Exception {
        return issuer.token(
                issuer.claims().jwtID(Long.toString(System.nanoTime())).build());
    }

    private static HttpResponse<String> ask(String path, String token) throws Exception {
        return running.send(HttpRequest.newBuilder(running.uri(path)).header("authorization", "Bearer " + token));
    }

    private static HttpResponse<String> chat(String token) throws Exception {
        return running.send(HttpRequest.newBuilder(running.uri("/v1/chat/completions"))
                .header("authorization", "Bearer " + token)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(RunningGateway.chat("say a", false))));
    }

    private static HttpResponse<String> echo(String token) throws Exception {
        return running.http.send(echoRequest(token, "x"), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest echoRequest(String token, String text) {
        return HttpRequest.newBuilder(running.uri("/v1/connectors/demo/echo"))
                .header("authorization", "Bearer " + token)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"the_text\":\"x\",\"count\":1,\"tone\":\"formal\",\"filters\":[],\"note\":\"" + text
                                + "\"}"))
                .build();
    }
}
