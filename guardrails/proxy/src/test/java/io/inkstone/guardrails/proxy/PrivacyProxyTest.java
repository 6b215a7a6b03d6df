package io.inkstone.guardrails.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.inkstone.guardrails.Guard;
import io.inkstone.guardrails.PolicyReader;
import io.inkstone.protocol.Json;
import java.io.IOException;
import java.io.OutputStream;
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

    @Test
    void tells_of_an_answer_that_is_larger_than_it_looks_at() throws Exception {
        HttpResponse<String> answer = post("/v1/chat/completions", chat("large", false));

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(error(answer.body()).path("code").asText()).isEqualTo("upstream_answer_too_large");
        assertThat(error(answer.body()).path("message").asText()).contains("33554432 bytes", "ask for a stream");
    }

    @Test
    void ends_a_stream_with_an_error_frame_where_an_event_is_too_large() throws Exception {
        String answer = post("/v1/chat/completions", chat("large", true)).body();

        assertThat(answer).doesNotContain("[DONE]");
        String last = answer.substring(answer.lastIndexOf("data: ") + 6).strip();
        assertThat(error(last).path("code").asText()).isEqualTo("event_too_large");
        assertThat(error(last).path("type").asText()).isEqualTo("server_error");
    }

    @Test
    void blames_the_upstream_for_an_answer_that_it_breaks_off_or_that_is_no_json() throws Exception {
        HttpResponse<String> broken = post("/v1/chat/completions", chat("break", false));
        assertThat(broken.statusCode()).isEqualTo(502);
        assertThat(error(broken.body()).path("code").asText()).isEqualTo("upstream_broke_off");

        String stream = post("/v1/chat/completions", chat("break", true)).body();
        assertThat(stream).contains("\"Y\"").contains("upstream_broke_off").doesNotContain("[DONE]");

        HttpResponse<String> odd = post("/v1/chat/completions", chat("odd", false));
        assertThat(odd.statusCode()).isEqualTo(502);
        assertThat(error(odd.body()).path("code").asText()).isEqualTo("upstream_answer_unreadable");
    }

    private static JsonNode error(String body) {
        return Json.parseObject(body).path("error");
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
            } else if (content.equals("large")) {
                sendLarge(exchange, asked.path("stream").asBoolean());
            } else if (content.equals("break")) {
                sendHalf(exchange, asked.path("stream").asBoolean());
            } else if (content.equals("odd")) {
                send(exchange, 200, "application/json", "<html>");
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

    /** More than the proxy looks at, without the end. */
    private static void sendLarge(HttpExchange exchange, boolean stream) throws IOException {
        exchange.getResponseHeaders().set("content-type", stream ? "text/event-stream" : "application/json");
        exchange.sendResponseHeaders(200, 0);
        byte[] megabyte = "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
        OutputStream out = exchange.getResponseBody();
        out.write((stream ? "data: {\"a\":\"" : "{\"a\":\"").getBytes(StandardCharsets.UTF_8));
        try {
            for (int i = 0; i < 34; i++) {
                out.write(megabyte);
            }
        } catch (IOException closed) {
            // The proxy has seen enough.
            return;
        }
    }

    /** Less than was announced. */
    private static void sendHalf(HttpExchange exchange, boolean stream) throws IOException {
        String whole = stream ? events("You said: half") : "{\"choices\":[]}";
        byte[] bytes = whole.replace("data: [DONE]", "").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("content-type", stream ? "text/event-stream" : "application/json");
        exchange.sendResponseHeaders(200, bytes.length + 10);
        exchange.getResponseBody().write(bytes);
        exchange.getResponseBody().flush();
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
