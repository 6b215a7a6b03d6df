package io.inkstone.lsp.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.inkstone.lsp.ManualTimer;
import io.inkstone.lsp.gateway.Credentials;
import io.inkstone.lsp.gateway.FeedbackEvent;
import io.inkstone.lsp.gateway.GatewayConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeedbackQueueTest {

    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private volatile int status = 200;
    private HttpServer server;
    private FeedbackQueue queue;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/connectors/code/feedback", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] answer = "{\"counted\":1}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        GatewayConnection gateway = new GatewayConnection(address, Credentials.of("ink_test"), workers, answered -> {});
        queue = new FeedbackQueue(gateway::feedback, new ManualTimer());
    }

    @AfterEach
    void stop() {
        server.stop(0);
        workers.shutdownNow();
    }

    @Test
    void hands_in_counts_as_the_gateway_takes_them() {
        queue.add(new FeedbackEvent(Optional.of("c1"), FeedbackEvent.Kind.RETAINED_30S, "java", 13));
        queue.typed("java", 5);
        queue.typed("java", 2);

        queue.flush().join();
        queue.flush().join();

        assertThat(bodies)
                .containsExactly(
                        "{\"events\":[{\"completion_id\":\"c1\",\"event\":\"retained_30s\",\"language\":\"java\","
                                + "\"characters\":13},{\"event\":\"typed\",\"language\":\"java\",\"characters\":7}]}");
    }

    @Test
    void keeps_counts_for_a_gateway_that_is_away_and_not_for_one_that_refuses_them() {
        queue.add(new FeedbackEvent(Optional.of("c1"), FeedbackEvent.Kind.SHOWN, "java", 13));
        status = 503;
        queue.flush().join();
        status = 404;
        queue.flush().join();
        status = 200;
        queue.flush().join();

        assertThat(bodies).hasSize(2);
        assertThat(bodies.get(1)).isEqualTo(bodies.get(0));
    }

    @Test
    void forgets_the_oldest_when_there_are_too_many() {
        for (int at = 0; at < 5_000; at++) {
            queue.add(new FeedbackEvent(Optional.of("c" + at), FeedbackEvent.Kind.SHOWN, "java", 1));
        }
        for (int batch = 0; batch < 20; batch++) {
            queue.flush().join();
        }

        assertThat(bodies).hasSize(10);
        assertThat(bodies.get(0)).contains("\"c4500\"").doesNotContain("\"c4499\"");
    }
}
