package io.inkstone.gateway.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** W3C Trace Context, in and out. What is malformed, or longer than it may be, counts as not there. */
final class TraceHeaders {

    private static final String PARENT = "traceparent";
    private static final String STATE = "tracestate";

    /** A later version of the header may be longer than today's 55 characters. */
    private static final int MAX_PARENT = 256;

    /** What the recommendation asks everyone to pass on. */
    private static final int MAX_STATE = 512;

    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

    private static final TextMapGetter<MultiMap> GETTER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(MultiMap headers) {
            return headers.names();
        }

        @Override
        public @Nullable String get(@Nullable MultiMap headers, String name) {
            if (headers == null) {
                return null;
            }
            List<String> values = headers.getAll(name);
            if (name.equals(PARENT)) {
                return values.size() == 1 && values.get(0).length() <= MAX_PARENT ? values.get(0) : null;
            }
            String joined = String.join(",", values);
            return joined.isEmpty() || joined.length() > MAX_STATE ? null : joined;
        }
    };

    private TraceHeaders() {}

    /** The caller's span; an invalid one when it names none. */
    static SpanContext read(MultiMap headers) {
        return headers.contains(PARENT)
                ? Span.fromContext(W3C.extract(Context.root(), headers, GETTER)).getSpanContext()
                : SpanContext.getInvalid();
    }

    static void write(Span span, BiConsumer<String, String> headers) {
        W3C.inject(Context.root().with(span), headers, (carrier, name, value) -> {
            if (carrier != null) {
                carrier.accept(name, value);
            }
        });
    }
}
