package io.inkstone.gateway.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.URI;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once, in our log, that a collector does not take spans, and once that it does again. */
record WatchedExporter(SpanExporter exporter, URI endpoint, AtomicBoolean losing) implements SpanExporter {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedExporter.class);

    /** The exporter's own, which would say the same again and again, with its stack. Held, since Java's loggers are not by themselves. */
    private static final java.util.logging.Logger OWN = java.util.logging.Logger.getLogger("io.opentelemetry.exporter");

    WatchedExporter(SpanExporter exporter, URI endpoint) {
        this(exporter, endpoint, new AtomicBoolean());
        OWN.setLevel(Level.OFF);
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode result = exporter.export(spans);
        return result.whenComplete(() -> tell(result.isSuccess()));
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }

    private void tell(boolean taken) {
        if (taken && losing.compareAndSet(true, false)) {
            LOG.warn("The collector {} takes spans again", host());
        } else if (!taken && losing.compareAndSet(false, true)) {
            LOG.warn("The collector {} does not take spans; they are lost until it does", host());
        }
    }

    /** Without what else an address may hold. */
    private String host() {
        return endpoint.getHost() + (endpoint.getPort() == -1 ? "" : ":" + endpoint.getPort());
    }
}
