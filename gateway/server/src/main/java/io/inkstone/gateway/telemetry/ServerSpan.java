package io.inkstone.gateway.telemetry;

import io.inkstone.orchestration.CallTrace;
import io.inkstone.orchestration.ModelCall;
import io.inkstone.orchestration.RequestScope;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;

/**
 * The span of one request. It has the route's pattern and not the path, which may name what a caller named, and nothing of
 * the query.
 */
final class ServerSpan implements RequestSpan {

    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    private static final AttributeKey<String> REQUEST_ID = AttributeKey.stringKey("inkstone.request.id");
    private static final AttributeKey<String> TENANT = AttributeKey.stringKey("inkstone.tenant");
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("inkstone.operation");
    private static final AttributeKey<Double> OVERHEAD = AttributeKey.doubleKey("inkstone.overhead_ms");

    private final Tracer tracer;
    private final Span span;

    private ServerSpan(Tracer tracer, Span span) {
        this.tracer = tracer;
        this.span = span;
    }

    /**
     * Begins one.
     *
     * @param caller the caller's span; an invalid one when a trace begins here
     */
    static ServerSpan begin(Tracer tracer, String method, SpanContext caller) {
        return new ServerSpan(
                tracer,
                tracer.spanBuilder(method)
                        .setSpanKind(SpanKind.SERVER)
                        .setParent(Context.root().with(Span.wrap(caller)))
                        .setAttribute(METHOD, method)
                        .startSpan());
    }

    @Override
    public String traceId() {
        return span.getSpanContext().getTraceId();
    }

    @Override
    public CallTrace begin(ModelCall.Kind kind, String model) {
        return CallSpan.begin(tracer, span, kind, model);
    }

    @Override
    public void over(ServedRequest request) {
        if (span.isRecording()) {
            describe(request);
        }
        span.end();
    }

    private void describe(ServedRequest request) {
        span.updateName(request.method() + " " + request.route());
        span.setAttribute(ROUTE, request.route());
        span.setAttribute(STATUS, (long) request.status());
        span.setAttribute(REQUEST_ID, request.requestId());
        Long overheadNanos = request.overheadNanos();
        if (overheadNanos != null) {
            span.setAttribute(OVERHEAD, overheadNanos / 1e6);
        }
        RequestScope scope = request.scope();
        if (scope != null) {
            span.setAttribute(TENANT, scope.caller().tenant());
            span.setAttribute(OPERATION, scope.operation());
        }
        if (!request.outcome().equals("ok")) {
            span.setAttribute(ERROR, request.outcome());
        }
        if (request.status() >= 500) {
            // A caller's mistake is no error of the server's span, by OpenTelemetry's conventions for HTTP.
            span.setStatus(StatusCode.ERROR);
        }
    }
}
