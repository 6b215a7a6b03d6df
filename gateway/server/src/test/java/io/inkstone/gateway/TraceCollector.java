package io.inkstone.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Takes spans and metrics by OTLP over HTTP, and keeps every byte that came. */
final class TraceCollector implements AutoCloseable {

    private final HttpServer server;
    private final LinkedBlockingQueue<Span> spans = new LinkedBlockingQueue<>();
    private final Map<String, Metric> metrics = new ConcurrentHashMap<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    final LinkedBlockingQueue<String> keys = new LinkedBlockingQueue<>();

    TraceCollector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", exchange -> take(exchange, this::keepSpans));
        server.createContext("/v1/metrics", exchange -> take(exchange, this::keepMetrics));
        server.start();
    }

    /** Without the path, as collectors' addresses are given. */
    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Waits for so many spans; in the order in which they ended. */
    List<Span> take(int count) throws InterruptedException {
        List<Span> taken = new ArrayList<>();
        while (taken.size() < count) {
            Span next = spans.poll(20, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("of " + count + " spans came " + taken);
            }
            taken.add(next);
        }
        return taken;
    }

    /** The metric of this name as it was sent last; empty when it was not. */
    Optional<Metric> metric(String name) {
        return Optional.ofNullable(metrics.get(name));
    }

    /** What came and was not taken. */
    int waiting() {
        return spans.size();
    }

    /** Every byte that came, each as a character. */
    synchronized String everything() {
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    static Map<String, String> attributes(Span span) {
        return attributes(span.getAttributesList());
    }

    static Map<String, String> attributes(List<KeyValue> attributes) {
        Map<String, String> values = new TreeMap<>();
        attributes.forEach(one -> values.put(
                one.getKey(),
                switch (one.getValue().getValueCase()) {
                    case STRING_VALUE -> one.getValue().getStringValue();
                    case INT_VALUE -> Long.toString(one.getValue().getIntValue());
                    case DOUBLE_VALUE -> Double.toString(one.getValue().getDoubleValue());
                    default -> throw new AssertionError("unexpected attribute " + one);
                }));
        return values;
    }

    static String hex(com.google.protobuf.ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    private interface Keeper {
        void keep(byte[] body) throws IOException;
    }

    private void keepSpans(byte[] body) throws IOException {
        ExportTraceServiceRequest.parseFrom(body)
                .getResourceSpansList()
                .forEach(resource -> resource.getScopeSpansList().forEach(scope -> spans.addAll(scope.getSpansList())));
    }

    private void keepMetrics(byte[] body) throws IOException {
        ExportMetricsServiceRequest.parseFrom(body)
                .getResourceMetricsList()
                .forEach(resource -> resource.getScopeMetricsList()
                        .forEach(scope -> scope.getMetricsList().forEach(one -> metrics.put(one.getName(), one))));
    }

    private void take(HttpExchange exchange, Keeper keeper) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        synchronized (this) {
            bytes.write(body);
        }
        keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("x-collector-key")));
        keeper.keep(body);
        exchange.getResponseHeaders().add("content-type", "application/x-protobuf");
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }
}
