package io.inkstone.model.serving;

import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.ChatRequest;
import io.inkstone.protocol.CompletionRequest;
import io.inkstone.protocol.Json;
import io.inkstone.protocol.Replies;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** model-core's HTTP server: OpenAI's routes for whoever has the secret. */
final class ModelServer {

    private static final Logger LOG = LoggerFactory.getLogger(ModelServer.class);
    private static final int IDLE_MARGIN_SECONDS = 60;

    private final Vertx vertx;
    private final byte[] authorization;
    private final int idleSeconds;
    private final BodyReader bodies;
    private final ServedModels models;
    private final HealthRoutes health;
    private final EngineMeters meters;
    private final GenerationRoute generation;
    private final EmbeddingRoute embedding;

    ModelServer(Vertx vertx, String secret, ServedModels models, ModelCoreConfig config) {
        this.vertx = vertx;
        this.authorization = ("Bearer " + secret).getBytes(StandardCharsets.UTF_8);
        this.idleSeconds = config.requestTimeoutSeconds() + IDLE_MARGIN_SECONDS;
        this.bodies = new BodyReader(vertx, config.maxBodyBytes());
        this.models = models;
        this.health = new HealthRoutes(models);
        this.meters = new EngineMeters(models);
        this.generation = new GenerationRoute(vertx, models, config);
        this.embedding = new EmbeddingRoute(vertx, models, config);
    }

    /** Listens; port 0 takes a free one. */
    Future<HttpServer> listen(String host, int port) {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                // Longer than any request, so that only connections without one are closed.
                .setIdleTimeout(idleSeconds)
                .setMaxHeaderSize(16 * 1024)
                .setTcpNoDelay(true);
        return vertx.createHttpServer(options).requestHandler(this::handle).listen();
    }

    private void handle(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        request.exceptionHandler(broken -> LOG.debug("A request broke off."));
        try {
            route(request).onFailure(failure -> HttpReplies.error(response, explain(failure)));
        } catch (RuntimeException e) {
            HttpReplies.error(response, explain(e));
        }
    }

    private static ApiException explain(Throwable failure) {
        if (failure instanceof ApiException known) {
            return known;
        }
        LOG.error("A request failed.", failure);
        return ApiException.internal("internal_error", "The request failed by a fault of ours.", failure);
    }

    private Future<Void> route(HttpServerRequest request) {
        String path = request.path();
        if (path.equals("/health/live")) {
            return get(request, health::live);
        }
        checkSecret(request);
        return switch (path) {
            case "/health/ready" -> get(request, health::ready);
            case "/health/started" -> get(request, health::started);
            case "/metrics" -> get(request, meters::send);
            case "/v1/models" -> get(request, this::listModels);
            case "/v1/chat/completions" ->
                post(request, body -> generation.answer(request, () -> ChatRequest.parse(Json.parseObject(body))));
            case "/v1/completions" ->
                post(
                        request,
                        body -> generation.answer(request, () -> CompletionRequest.parse(Json.parseObject(body))));
            case "/v1/embeddings" -> post(request, body -> embedding.answer(request, body));
            default ->
                throw ApiException.notFound(
                        "not_found",
                        "There is no " + brief(path) + " here; expected a route under /v1 or /health, or /metrics.");
        };
    }

    private static String brief(String path) {
        return path.length() <= 80 ? path : path.substring(0, 80) + "…";
    }

    /** Takes the same time for any wrong secret. */
    private void checkSecret(HttpServerRequest request) {
        String given = request.getHeader("Authorization");
        byte[] bytes = given == null ? new byte[0] : given.getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(authorization, bytes)) {
            throw ApiException.unauthorized("The secret of model-core is missing or wrong; expected"
                    + " 'Authorization: Bearer SECRET' with the one it was started with.");
        }
    }

    /** Answers a request without a body. */
    interface Getter {
        void answer(HttpServerResponse response);
    }

    /** Answers a request with a body. */
    interface Poster {
        Future<Void> answer(byte[] body);
    }

    private static Future<Void> get(HttpServerRequest request, Getter getter) {
        checkMethod(request, HttpMethod.GET);
        getter.answer(request.response());
        return Future.succeededFuture();
    }

    private Future<Void> post(HttpServerRequest request, Poster poster) {
        checkMethod(request, HttpMethod.POST);
        return bodies.read(request).map(Buffer::getBytes).compose(poster::answer);
    }

    private static void checkMethod(HttpServerRequest request, HttpMethod expected) {
        if (!request.method().equals(expected)) {
            throw ApiException.badRequest(
                    405,
                    "method_not_allowed",
                    request.path() + " takes " + expected + ", not "
                            + brief(request.method().name()) + ".");
        }
    }

    private void listModels(HttpServerResponse response) {
        long created = models.startedSeconds();
        List<Replies.Model> list = new ArrayList<>();
        models.names().forEach(name -> list.add(new Replies.Model(name, created, "inkstone")));
        HttpReplies.json(response, 200, Replies.models(list));
    }
}
