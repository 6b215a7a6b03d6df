package io.inkstone.gateway.telemetry;

import io.inkstone.orchestration.AttemptObservation;
import io.inkstone.orchestration.CallTrace;
import io.inkstone.orchestration.ModelCall;
import io.inkstone.orchestration.ModelObservation;
import io.inkstone.orchestration.Upstream;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * The span of one call of a model, by OpenTelemetry's conventions for generative AI; each asking of an upstream, and each that
 * failed, is an event of it.
 */
final class CallSpan implements CallTrace {

    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");
    private static final AttributeKey<String> MODEL = AttributeKey.stringKey("gen_ai.request.model");
    private static final AttributeKey<String> PROVIDER = AttributeKey.stringKey("gen_ai.provider.name");
    private static final AttributeKey<Long> INPUT = AttributeKey.longKey("gen_ai.usage.input_tokens");
    private static final AttributeKey<Long> OUTPUT = AttributeKey.longKey("gen_ai.usage.output_tokens");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    private static final AttributeKey<String> ADDRESS = AttributeKey.stringKey("server.address");
    private static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");
    private static final AttributeKey<String> UPSTREAM = AttributeKey.stringKey("inkstone.upstream");
    private static final AttributeKey<String> REASON = AttributeKey.stringKey("inkstone.reason");
    private static final AttributeKey<Long> ATTEMPTS = AttributeKey.longKey("inkstone.attempts");

    /** Whose protocol it is; {@code inkstone.upstream} says who answers. */
    static final String PROVIDER_NAME = "openai";

    private final Span span;
    private final Map<String, URI> asked = new ConcurrentHashMap<>(2);

    private CallSpan(Span span) {
        this.span = span;
    }

    static CallSpan begin(Tracer tracer, Span request, ModelCall.Kind kind, String model) {
        return new CallSpan(tracer.spanBuilder(kind.operationName() + " " + model)
                .setSpanKind(SpanKind.CLIENT)
                .setParent(Context.root().with(request))
                .setAttribute(OPERATION, kind.operationName())
                .setAttribute(MODEL, model)
                .setAttribute(PROVIDER, PROVIDER_NAME)
                .startSpan());
    }

    @Override
    public void writeTo(BiConsumer<String, String> headers) {
        TraceHeaders.write(span, headers);
    }

    @Override
    public void asked(Upstream upstream, AttemptObservation.Reason reason) {
        if (span.isRecording()) {
            asked.put(upstream.name(), upstream.address());
            span.addEvent("inkstone.upstream.asked", Attributes.of(UPSTREAM, upstream.name(), REASON, reason.label()));
        }
    }

    @Override
    public void failed(AttemptObservation attempt) {
        if (span.isRecording()) {
            span.addEvent(
                    "inkstone.upstream.failed",
                    Attributes.of(
                            UPSTREAM,
                            attempt.upstream(),
                            ERROR,
                            ErrorCode.told(attempt.error().orElse(""))));
        }
    }

    @Override
    public void over(ModelObservation seen) {
        if (span.isRecording()) {
            describe(seen);
        }
        span.end();
    }

    private void describe(ModelObservation seen) {
        span.setAttribute(ATTEMPTS, (long) seen.attempts());
        seen.upstream().ifPresent(name -> {
            span.setAttribute(UPSTREAM, name);
            URI address = asked.get(name);
            if (address != null) {
                span.setAttribute(ADDRESS, address.getHost());
                if (address.getPort() != -1) {
                    span.setAttribute(PORT, (long) address.getPort());
                }
            }
        });
        seen.error()
                .ifPresentOrElse(
                        code -> span.setAttribute(ERROR, ErrorCode.told(code)).setStatus(StatusCode.ERROR), () -> {
                            span.setAttribute(INPUT, (long) seen.usage().promptTokens());
                            span.setAttribute(OUTPUT, (long) seen.usage().completionTokens());
                        });
    }
}
