package io.inkstone.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.inkstone.protocol.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayClientTest {

    private final AtomicReference<String> received = new AtomicReference<>("");
    private HttpServer server;
    private GatewayClient client;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        client = GatewayClient.local(server.getAddress().getPort(), "ink_secret");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(String path, int status, String body) {
        server.createContext(path, exchange -> reply(exchange, status, body));
    }

    private void reply(HttpExchange exchange, int status, String body) throws IOException {
        received.set(exchange.getRequestHeaders().getFirst("Authorization") + "\n"
                + exchange.getRequestHeaders().getFirst("Accept") + "\n"
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Test
    void uploads_a_file_beside_its_json(@TempDir Path dir) throws Exception {
        answer("/op", 200, "{\"formula\":\"=1\"}");
        Path file = Files.writeString(dir.resolve("book.xlsx"), "PK-content");

        GatewayClient.Answer answer = client.upload(
                "/op", Json.MAPPER.createObjectNode().put("request", "合计"), "workbook", file, "application/json");

        assertThat(answer.json().path("formula").asText()).isEqualTo("=1");
        assertThat(received.get())
                .startsWith("Bearer ink_secret\napplication/json\n")
                .contains("name=\"input\"", "{\"request\":\"合计\"}", "filename=\"book.xlsx\"", "PK-content");
    }

    @Test
    void hands_on_each_event_of_a_stream_until_done() {
        answer("/chat", 200, "data: {\"n\":1}\n\n: comment\n\ndata: {\"n\":2}\n\ndata: [DONE]\n\ndata: {\"n\":3}\n\n");
        List<JsonNode> events = new ArrayList<>();

        client.stream("/chat", Json.MAPPER.createObjectNode(), events::add);

        assertThat(events).extracting(event -> event.path("n").asInt()).containsExactly(1, 2);
    }

    @Test
    void gives_the_words_of_an_error() {
        answer("/chat", 429, "{\"error\":{\"message\":\"the queue is full\"}}");

        assertThat(client.get("/chat").error()).isEqualTo("the queue is full");
        assertThatThrownBy(() -> client.stream("/chat", Json.MAPPER.createObjectNode(), event -> {}))
                .isInstanceOf(LaunchException.class)
                .hasMessage("the queue is full");
    }

    @Test
    void names_a_gateway_that_does_not_answer() {
        server.stop(0);

        assertThatThrownBy(() -> client.get("/health/ready"))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("127.0.0.1")
                .hasMessageContaining("./inkstone up");
    }
}
