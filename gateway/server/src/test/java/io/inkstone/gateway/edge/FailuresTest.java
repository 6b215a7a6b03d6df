package io.inkstone.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.protocol.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.HttpException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FailuresTest {

    private final Vertx vertx = Vertx.vertx();
    private int port;

    @BeforeEach
    void start() throws Exception {
        Router router = Router.router(vertx);
        router.route()
                .handler(ctx -> {
                    new Exchange("r-1").attach(ctx);
                    ctx.next();
                })
                .failureHandler(Failures::handle);
        router.get("/fault").handler(ctx -> {
            throw new IllegalStateException("jdbc:secret");
        });
        router.get("/bad").handler(ctx -> ctx.fail(new HttpException(400)));
        port = get(vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .map(HttpServer::actualPort));
    }

    @AfterEach
    void stop() throws Exception {
        get(vertx.close());
    }

    @Test
    void hides_the_details_of_a_fault_and_names_the_request() throws Exception {
        HttpResponse<String> response = ask("/fault");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body())
                .isEqualTo("{\"error\":{\"message\":\"The gateway failed; its log names the cause under request r-1.\","
                        + "\"type\":\"server_error\",\"param\":null,\"code\":\"internal_error\"}}");
    }

    @Test
    void says_that_a_request_is_not_well_formed() throws Exception {
        HttpResponse<String> response = ask("/bad");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Json.parseObject(response.body()).at("/error/code").asText()).isEqualTo("bad_request");
    }

    private HttpResponse<String> ask(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
