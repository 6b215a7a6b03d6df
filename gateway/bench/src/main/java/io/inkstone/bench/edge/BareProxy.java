package io.inkstone.bench.edge;

import io.inkstone.model.serving.SupervisedProcess;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import java.io.IOException;
import java.util.logging.LogManager;

/**
 * The least that a gateway on Vert.x can do: it reads a request, sends it to the upstream, and pipes the answer back. Knows
 * nothing of keys, JSON, limits or rails. A process of its own, which ends with its stdin. Argument: the upstream's port.
 */
final class BareProxy {

    private static final int MOST_CONNECTIONS = 1024;

    private BareProxy() {}

    private static final class Server extends VerticleBase {

        private final int upstreamPort;

        Server(int upstreamPort) {
            this.upstreamPort = upstreamPort;
        }

        @Override
        public Future<?> start() {
            HttpClient client = vertx.createHttpClient(
                    new HttpClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(upstreamPort),
                    new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS));
            return vertx.createHttpServer(new HttpServerOptions()
                            .setHost("127.0.0.1")
                            .setPort(-1)
                            .setTcpNoDelay(true))
                    .requestHandler(request -> forward(request, client))
                    .listen()
                    .onSuccess(server -> System.out.println(
                            SupervisedProcess.READY_PREFIX + "{\"port\":" + server.actualPort() + "}"));
        }

        private static void forward(HttpServerRequest request, HttpClient client) {
            request.body()
                    .compose(body -> client.request(request.method(), request.uri())
                            .compose(sent -> sent.putHeader("content-type", "application/json")
                                    .send(body)))
                    .onSuccess(answer -> {
                        request.response()
                                .setStatusCode(answer.statusCode())
                                .headers()
                                .setAll(answer.headers());
                        answer.pipeTo(request.response());
                    })
                    .onFailure(failed -> request.response().setStatusCode(502).end());
        }
    }

    /** Serves until stdin ends. */
    public static void main(String[] arguments) throws IOException {
        LogManager.getLogManager().reset();
        int port = Integer.parseInt(arguments[0]);
        DeploymentOptions instances =
                new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
        Vertx.vertx().deployVerticle(() -> new Server(port), instances).onFailure(failed -> System.exit(1));
        while (System.in.read() != -1) {
            // Nothing is sent.
        }
        System.exit(0);
    }
}
