package io.inkstone.gateway;

import io.inkstone.gateway.settings.GatewaySettings;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The HTTP server on one event loop; all of them share one port. */
final class GatewayServer extends VerticleBase {

    private static final int MAX_FORM_FIELDS = 256;
    private static final int MAX_FORM_BUFFERED_BYTES = 64 * 1024;
    private static final int MAX_HEADER_BYTES = 32 * 1024;
    private static final int MAX_FRAME_BYTES = 1024 * 1024;

    /** The port, and the connections on it. */
    static final class Bound {

        private final AtomicInteger port = new AtomicInteger();
        private final AtomicInteger localPort = new AtomicInteger();
        private final AtomicInteger connections = new AtomicInteger();
        private volatile List<Route> routes = List.of();

        int port() {
            return port.get();
        }

        /** The port of 127.0.0.1 on which plain HTTP is spoken. */
        int localPort() {
            return localPort.get();
        }

        /** What the router holds, in the order in which it looks. */
        List<Route> routes() {
            return routes;
        }
    }

    private final GatewayParts parts;
    private final Listening listening;
    private final Bound bound;

    GatewayServer(GatewayParts parts, Listening listening, Bound bound) {
        this.parts = parts;
        this.listening = listening;
        this.bound = bound;
    }

    @Override
    public Future<?> start() {
        Router router = HttpEdge.router(vertx, parts);
        bound.routes = router.getRoutes();
        HttpServerOptions options = options();
        listening.applyTo(options);
        Future<HttpServer> serving = listen(options, router).onSuccess(server -> {
            bound.port.set(server.actualPort());
            bound.localPort.compareAndSet(0, listening.needsLocalDoor() ? 0 : server.actualPort());
        });
        if (!listening.needsLocalDoor()) {
            return serving;
        }
        HttpServerOptions local = options();
        Listening.applyLocalDoorTo(local);
        return serving.compose(ignored -> listen(local, router))
                .onSuccess(server -> bound.localPort.set(server.actualPort()));
    }

    private HttpServerOptions options() {
        GatewaySettings.LimitSettings limits = parts.settings().limits();
        return new HttpServerOptions()
                // With it Vert.x does not count a connection before its first byte.
                .setHttp2ClearTextEnabled(false)
                .setHandle100ContinueAutomatically(true)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setMaxFormAttributeSize(limits.maxBodyBytes())
                .setMaxFormFields(MAX_FORM_FIELDS)
                .setMaxFormBufferedBytes(MAX_FORM_BUFFERED_BYTES)
                .setMaxWebSocketMessageSize(Math.min(limits.maxBodyBytes(), MAX_FRAME_BYTES))
                .setMaxWebSocketFrameSize(Math.min(limits.maxBodyBytes(), MAX_FRAME_BYTES))
                .setTcpNoDelay(true)
                .setIdleTimeout((int) limits.requestTimeout().toSeconds() + 30)
                .setIdleTimeoutUnit(TimeUnit.SECONDS);
    }

    private Future<HttpServer> listen(HttpServerOptions options, Router router) {
        int most = parts.settings().limits().maxConnections();
        return vertx.createHttpServer(options)
                .connectionHandler(connection -> count(connection, most))
                .requestHandler(router)
                .listen();
    }

    private void count(HttpConnection connection, int maxConnections) {
        connection.closeHandler(closed -> bound.connections.decrementAndGet());
        if (bound.connections.incrementAndGet() > maxConnections) {
            connection.close();
        }
    }
}
