package io.inkstone.guardrails.proxy;

import com.sun.net.httpserver.HttpServer;
import io.inkstone.guardrails.Guard;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The proxy. Serves loopback only, keeps nothing, and logs nothing. Placeholders hang on a key that each start draws, so that
 * a server cannot tell from them who asks again.
 */
public final class PrivacyProxy implements AutoCloseable {

    private static final int MOST_REQUESTS = 64;
    private static final int KEY_BYTES = 32;

    private final HttpServer server;
    private final ExecutorService workers;

    private PrivacyProxy(HttpServer server, ExecutorService workers) {
        this.server = server;
        this.workers = workers;
    }

    /**
     * Starts a proxy.
     *
     * @param upstream the server's base address, as a client would be given it, e.g. {@code https://host/v1}
     * @param port the port on the loopback interface; 0 for a free one
     * @param guard what is looked for
     * @throws IOException when the port cannot be had
     */
    public static PrivacyProxy start(URI upstream, int port, Guard guard) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        // A request beyond the most waits in the caller's connection: the thread that accepts runs it itself.
        ExecutorService workers = new ThreadPoolExecutor(
                0,
                MOST_REQUESTS,
                10,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                new ThreadPoolExecutor.CallerRunsPolicy());
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        server.createContext("/", new ProxyHandler(client, upstream, guard, key));
        server.setExecutor(workers);
        server.start();
        return new PrivacyProxy(server, workers);
    }

    /** The port that it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
