package io.inkstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveOperationTest {

    @TempDir
    static Path dataDir;

    static RunningGateway running;

    @BeforeAll
    static void start() throws Exception {
        running = new RunningGateway(dataDir);
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @BeforeEach
    void forget() {
        DemoConnector.INTERRUPTED.clear();
    }

    @Test
    void takes_and_emits_records_until_the_input_ends() throws Exception {
        Client client = new Client();
        client.send("{\"word\":\"one\"}");
        assertThat(client.next()).isEqualTo("{\"word\":\"one\",\"so_far\":1}");
        client.send("{\"word\":\"two\"}");
        assertThat(client.next()).isEqualTo("{\"word\":\"two\",\"so_far\":2}");

        client.send("{\"end\":true}");

        assertThat(client.next()).isEqualTo("{\"word\":\"(end)\",\"so_far\":2}");
        assertThat(client.next()).isEqualTo("closed 1000");
    }

    @Test
    void answers_a_wrong_record_with_an_error_and_goes_on() throws Exception {
        Client client = new Client();
        client.send("{\"word\":\" \"}");
        assertThat(client.next()).contains("\"param\":\"word\"", "invalid_field");
        client.send("no json");
        assertThat(client.next()).contains("invalid_json");

        client.send("{\"word\":\"ok\"}");

        assertThat(client.next()).isEqualTo("{\"word\":\"ok\",\"so_far\":1}");
        client.socket.abort();
    }

    @Test
    void ends_with_the_operations_error() throws Exception {
        Client client = new Client();
        client.send("{\"word\":\"refuse\"}");

        assertThat(client.next()).contains("\"type\":\"refused\"");
        assertThat(client.next()).isEqualTo("closed 1011");
    }

    @Test
    void cancels_the_operation_when_the_caller_leaves() throws Exception {
        Client client = new Client();
        client.send("{\"word\":\"one\"}");
        client.next();

        client.socket.abort();

        assertThat(DemoConnector.INTERRUPTED.poll(5, TimeUnit.SECONDS)).isEqualTo("live");
    }

    @Test
    void wants_a_key() {
        assertThatThrownBy(() -> new Client("Bearer ink_wrong"))
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refused ->
                                assertThat(refused.getResponse().statusCode()).isEqualTo(401));
    }

    @Test
    void serves_more_records_than_may_wait() throws Exception {
        Client client = new Client();
        for (int i = 0; i < 1000; i++) {
            client.send("{\"word\":\"w" + i + "\"}");
        }
        client.send("{\"end\":true}");

        for (int i = 0; i < 1000; i++) {
            assertThat(client.next()).isEqualTo("{\"word\":\"w" + i + "\",\"so_far\":" + (i + 1) + "}");
        }
    }

    private static final class Client implements WebSocket.Listener {

        final WebSocket socket;
        private final LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>();
        private final StringBuilder partial = new StringBuilder();

        Client() throws Exception {
            this("Bearer " + running.adminKey);
        }

        Client(String authorization) throws Exception {
            URI uri = URI.create("ws://127.0.0.1:" + running.gateway.port() + "/v1/connectors/demo/listen");
            socket = running.http
                    .newWebSocketBuilder()
                    .header("authorization", authorization)
                    .buildAsync(uri, this)
                    .get(10, TimeUnit.SECONDS);
        }

        void send(String text) throws Exception {
            socket.sendText(text, true).get(10, TimeUnit.SECONDS);
        }

        String next() throws Exception {
            String event = events.poll(10, TimeUnit.SECONDS);
            return event == null ? "nothing came" : event;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                events.add(partial.toString());
                partial.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            events.add("closed " + status);
            return null;
        }
    }
}
