package io.inkstone.model.catalog;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real HTTP server on loopback that serves one file, with ranges, and may break off. */
final class RangeServer implements AutoCloseable {

    private final HttpServer server;
    private final byte[] content;
    private final List<String> ranges = new CopyOnWriteArrayList<>();
    private volatile int breakAfterBytes = Integer.MAX_VALUE;

    RangeServer(byte[] content) {
        this.content = content;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/model.gguf", this::serve);
        server.start();
    }

    ModelSource source() {
        return new ModelSource.HttpFile(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/model.gguf"));
    }

    /** Every answer ends after so many bytes, whatever it promised. */
    void breakAfter(int bytes) {
        breakAfterBytes = bytes;
    }

    /** What was asked for: a range each, or "all". */
    List<String> ranges() {
        return ranges;
    }

    private void serve(HttpExchange exchange) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        ranges.add(range == null ? "all" : range);
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        if (range != null) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        }
        int left = content.length - from;
        exchange.sendResponseHeaders(range == null ? 200 : 206, left);
        exchange.getResponseBody().write(content, from, Math.min(left, breakAfterBytes));
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
