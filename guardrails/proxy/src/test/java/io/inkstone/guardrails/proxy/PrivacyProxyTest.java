package io.inkstone.guardrails.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.inkstone.guardrails.Guard;
import io.inkstone.guardrails.PolicyReader;
import io.inkstone.protocol.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A proxy before a server that repeats what it is asked, over real connections. */
final class PrivacyProxyTest {

    private static final String EMAIL = "mia.stone@example.org";

    private final LinkedBlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private HttpServer upstream;
    private PrivacyProxy proxy;

    @BeforeEach
    void start() throws IOException {
        upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        upstream.createContext("/", this::repeat);
        upstream.start();
        Guard guard = PolicyReader.standard().only("privacy").read("").guard("");
        proxy = PrivacyProxy.start(
                URI.create("http://127.0.0.1:" + upstream.getAddress().getPort() + "/v1"), 0, guard);
    }

    @AfterEach
    void stop() {
        proxy.close();
        upstream.stop(0);
    }

    @Test
    void masks_before_it_sends_and_restores_what_comes_back() throws Exception {
        HttpResponse<String> answer = post("/v1/chat/completions", chat("Write to " + EMAIL, false));

        assertThat(received.take())
                .startsWith("/v1/chat/completions Bearer k ")
                .doesNotContain(EMAIL)
                .contains("[EMAIL_");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("You said: Write to " + EMAIL);
    }

    @Test
    void restores_in_a_stream_whose_chunks_are_single_characters() throws Exception {
        String answer =
                post("/v1/chat/completions", chat("Write to " + EMAIL, true)).body();

        assertThat(received.take()).doesNotContain(EMAIL);
        StringBuilder text = new StringBuilder();
        for (String line : answer.split("\n")) {
            if (line.startsWith("data: {")) {
                text.append(Json.parseObject(line.substring(6))
                        .at("/choices/0/delta/content")
                        .asText(""));
            }
        }
        assertThat(text.toString()).isEqualTo("You said: Write to " + EMAIL);
        assertThat(answer).endsWith("data: [DONE]\n\n");
    }

    @Test
    void passes_lists_and_errors_on_and_refuses_what_it_cannot_mask() throws Exception {
        HttpRequest list = HttpRequest.newBuilder(uri("/v1/models")).build();
        assertThat(http.send(list, HttpResponse.BodyHandlers.ofString()).body()).isEqualTo("{\"data\":[]}");

        HttpResponse<String> failed = post("/v1/chat/completions", chat("fail", false));
        assertThat(failed.statusCode()).isEqualTo(429);
        assertThat(failed.headers().firstValue("retry-after")).hasValue("7");

        HttpResponse<String> unknown = post("/v1/audio/speech", "{}");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("unknown_route", "cannot mask");

        assertThat(post("/v1/chat/completions", "{\"a\":").statusCode()).isEqualTo(400);
    }

    @Test
    void says_that_the_upstream_cannot_be_reached() throws Exception {
        upstream.stop(0);

        HttpResponse<String> answer = post("/v1/chat/completions", chat("hi", false));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("upstream_unreachable", "--upstream");
    }

    private void repeat(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestMethod().equals("GET")) {
                send(exchange, 200, "application/json", "{\"data\":[]}");
                return;
            }
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            received.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("authorization") + " " + body);
            ObjectNode asked = Json.parseObject(body);
            String content = asked.at("/messages/0/content").asText();
            if (content.equals("fail")) {
                exchange.getResponseHeaders().set("retry-after", "7");
                send(exchange, 429, "application/json", "{\"error\":{\"code\":\"slow_down\"}}");
            } else if (asked.path("stream").asBoolean()) {
                send(exchange, 200, "text/event-stream", events("You said: " + content));
            } else {
                ObjectNode answer = Json.MAPPER.createObjectNode();
                answer.putArray("choices").addObject().putObject("message").put("content", "You said: " + content);
                send(exchange, 200, "application/json", Json.write(answer));
            }
        }
    }

    private static String events(String text) {
        StringBuilder events = new StringBuilder();
        for (char sign : text.toCharArray()) {
            ObjectNode chunk = Json.MAPPER.createObjectNode();
            ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
            choice.putObject("delta").put("content", String.valueOf(sign));
            events.append("data: ").append(Json.write(chunk)).append("\n\n");
        }
        return events.append("data: [DONE]\n\n").toString();
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("content-type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .header("content-type", "application/json")
                .header("authorization", "Bearer k")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + proxy.port() + path);
    }

    private static String chat(String content, boolean stream) {
        ObjectNode body = Json.MAPPER.createObjectNode().put("model", "m").put("stream", stream);
        body.putArray("messages").addObject().put("role", "user").put("content", content);
        return Json.write(body);
    }
}
