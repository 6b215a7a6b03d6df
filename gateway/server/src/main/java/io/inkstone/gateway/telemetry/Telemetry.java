package io.inkstone.gateway.telemetry;

import io.inkstone.orchestration.ModelObservation;
import io.inkstone.orchestration.RequestTrace;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Traces, sent metrics and access log of a gateway, each where it is set. Thread-safe. */
public final class Telemetry implements AutoCloseable {

    private final @Nullable Spans spans;
    private final @Nullable SentMetrics metrics;
    private final @Nullable AccessLog accessLog;

    /**
     * Starts what is set.
     *
     * @throws IllegalArgumentException when a setting is not what it may be
     */
    public Telemetry(TelemetrySettings settings) {
        Optional<Spans> made = settings.traces().endpoint().map(endpoint -> new Spans(endpoint, settings.traces()));
        this.spans = made.orElse(null);
        Optional<SentMetrics> sent = settings.metrics()
                .endpoint()
                .map(endpoint -> new SentMetrics(
                        endpoint, settings.metrics(), settings.traces().serviceName()));
        this.metrics = sent.orElse(null);
        this.accessLog = settings.accessLog() ? new AccessLog(System.out) : null;
    }

    /** A request's place in a trace; null when it has none. Probes and scrapes of metrics, every few seconds, get none. */
    public @Nullable RequestSpan begin(HttpServerRequest request, String method) {
        Spans on = spans;
        if (on == null) {
            SpanContext caller = TraceHeaders.read(request.headers());
            return caller.isValid() ? new PassedOnTrace(caller) : null;
        }
        String path = request.path();
        if (path != null && (path.startsWith("/health") || path.equals("/metrics"))) {
            return null;
        }
        return ServerSpan.begin(on.tracer(), method, TraceHeaders.read(request.headers()));
    }

    /** For work that no request waits for: each call of a model begins a trace of its own. */
    public RequestTrace apart() {
        Spans on = spans;
        return on == null
                ? RequestTrace.NONE
                : (kind, model) -> CallSpan.begin(on.tracer(), Span.getInvalid(), kind, model);
    }

    /** A request is over; told once for each. */
    public void over(ServedRequest request, @Nullable RequestSpan span) {
        if (span != null) {
            span.over(request);
        }
        if (metrics != null) {
            metrics.served(request);
        }
        if (accessLog != null) {
            accessLog.add(request, span == null ? null : span.traceId());
        }
    }

    /** One call of a model is over. */
    public void called(ModelObservation seen) {
        if (metrics != null) {
            metrics.called(seen);
        }
    }

    /** Sends and writes what waits. */
    @Override
    public void close() {
        if (metrics != null) {
            metrics.close();
        }
        if (spans != null) {
            spans.close();
        }
        if (accessLog != null) {
            accessLog.close();
        }
    }
}
