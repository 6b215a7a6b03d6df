package io.inkstone.gateway.telemetry;

import io.inkstone.orchestration.CallTrace;
import io.inkstone.orchestration.ModelCall;
import io.inkstone.orchestration.ModelObservation;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.util.function.BiConsumer;

/** The caller's trace, while no spans are made here: upstreams continue it. */
record PassedOnTrace(SpanContext caller) implements RequestSpan, CallTrace {

    @Override
    public String traceId() {
        return caller.getTraceId();
    }

    @Override
    public CallTrace begin(ModelCall.Kind kind, String model) {
        return this;
    }

    @Override
    public void writeTo(BiConsumer<String, String> headers) {
        TraceHeaders.write(Span.wrap(caller), headers);
    }

    @Override
    public void over(ServedRequest request) {}

    @Override
    public void over(ModelObservation seen) {}
}
