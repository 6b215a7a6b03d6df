package io.inkstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the gateway says when there is too much to do. */
class OverloadTest {

    private static final int MAX_REQUESTS = 2 * RunningGateway.UPSTREAM_CONNECTIONS + 2;

    @TempDir
    Path dataDir;

    private RunningGateway running;
    private final List<CompletableFuture<HttpResponse<String>>> hanging = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        running = new RunningGateway(
                dataDir,
                Map.of(
                        "inkstone.gateway.limits.max-requests",
                        Integer.toString(MAX_REQUESTS),
                        "inkstone.gateway.limits.readiness-timeout",
                        "PT0.3S"));
        // Known from now on, so that the calls below need no list of models.
        running.post("/v1/chat/completions", RunningGateway.chat("say a", false));
        running.upstream.calls.clear();
    }

    @AfterEach
    void stop() {
        hanging.forEach(one -> one.cancel(true));
        running.close();
    }

    @Test
    void refuses_what_its_upstream_has_no_connection_for() throws Exception {
        hang(2 * RunningGateway.UPSTREAM_CONNECTIONS + 1);

        // One of them was the one too many, since as many wait for a connection as have one.
        CompletableFuture<Object> first = CompletableFuture.anyOf(hanging.toArray(new CompletableFuture<?>[0]));
        HttpResponse<?> refused = (HttpResponse<?>) first.get(10, TimeUnit.SECONDS);

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body().toString()).contains("upstream_busy");
        assertThat(refused.headers().firstValue("retry-after")).isPresent();
    }

    @Test
    void refuses_requests_beyond_its_bound() throws Exception {
        hang(RunningGateway.UPSTREAM_CONNECTIONS);
        for (int i = 0; i < RunningGateway.UPSTREAM_CONNECTIONS; i++) {
            assertThat(running.upstream.calls.poll(10, TimeUnit.SECONDS)).isNotNull();
        }
        hangOperations(MAX_REQUESTS - RunningGateway.UPSTREAM_CONNECTIONS);

        HttpResponse<String> refused = running.get("/health/live");

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(RunningGateway.code(refused)).isEqualTo("too_many_requests");
    }

    @Test
    void forgets_live_connections_that_have_ended() throws Exception {
        for (int i = 0; i < 2 * MAX_REQUESTS; i++) {
            CompletableFuture<Integer> closed = new CompletableFuture<>();
            WebSocket socket = running.http
                    .newWebSocketBuilder()
                    .header("authorization", "Bearer " + running.adminKey)
                    .buildAsync(
                            URI.create("ws://127.0.0.1:" + running.gateway.port() + "/v1/connectors/demo/listen"),
                            new WebSocket.Listener() {
                                @Override
                                public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String why) {
                                    closed.complete(status);
                                    return null;
                                }
                            })
                    .get(10, TimeUnit.SECONDS);
            socket.sendText("{\"end\":true}", true).get(10, TimeUnit.SECONDS);
            assertThat(closed.get(10, TimeUnit.SECONDS)).isEqualTo(1000);
        }

        assertThat(running.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(running.get("/metrics").body())
                .contains("http_response_status_code=\"101\",http_route=\"/v1/connectors/:connector/:operation\"");
    }

    @Test
    void is_not_ready_while_no_token_comes() throws Exception {
        running.upstream.silent = true;

        HttpResponse<String> ready = afterProofHasAged();

        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).contains("model_timeout");
    }

    @Test
    void leaves_a_model_server_alone_that_knows_by_itself_whether_it_is_ready() throws Exception {
        running.upstream.knowsReadiness = true;
        running.upstream.silent = true;

        assertThat(running.get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(running.upstream.calls).isEmpty();
    }

    private HttpResponse<String> afterProofHasAged() throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        HttpResponse<String> ready = running.get("/health/ready");
        while (ready.statusCode() == 200 && System.nanoTime() < deadline) {
            CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS))
                    .get();
            ready = running.get("/health/ready");
        }
        return ready;
    }

    private void hang(int count) {
        for (int i = 0; i < count; i++) {
            hanging.add(running.http.sendAsync(
                    running.request("/v1/chat/completions")
                            .header("content-type", "application/json")
                            .POST(java.net.http.HttpRequest.BodyPublishers.ofString(RunningGateway.chat("hang", false)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString()));
        }
    }

    private void hangOperations(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            HttpResponse<java.io.InputStream> open = running.http.send(
                    running.request("/v1/connectors/demo/act")
                            .header("content-type", "application/json")
                            .header("accept", "text/event-stream")
                            .POST(java.net.http.HttpRequest.BodyPublishers.ofString(
                                    "{\"what\":\"wait after progress\"}"))
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            assertThat(open.statusCode()).isEqualTo(200);
        }
    }
}
