package io.inkstone.gateway.telemetry;

import io.inkstone.orchestration.ModelObservation;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporterBuilder;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Requests and calls of models as metrics, sent to a collector every so often, by OpenTelemetry's conventions for HTTP and for
 * generative AI, with the bounds of histograms that these recommend.
 */
final class SentMetrics implements AutoCloseable {

    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");
    private static final AttributeKey<String> MODEL = AttributeKey.stringKey("gen_ai.request.model");
    private static final AttributeKey<String> PROVIDER = AttributeKey.stringKey("gen_ai.provider.name");
    private static final AttributeKey<String> TOKEN_TYPE = AttributeKey.stringKey("gen_ai.token.type");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");

    private static final List<Long> TOKENS =
            List.of(1L, 4L, 16L, 64L, 256L, 1024L, 4096L, 16384L, 65536L, 262144L, 1048576L, 4194304L);
    private static final List<Double> CALL_SECONDS =
            List.of(0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92);
    private static final List<Double> REQUEST_SECONDS =
            List.of(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0);
    private static final long CLOSE_SECONDS = 5;
    private static final double NANOS = 1e9;

    private final SdkMeterProvider provider;
    private final LongHistogram tokens;
    private final DoubleHistogram calls;
    private final DoubleHistogram requests;

    /** @throws IllegalArgumentException when a setting is not what it may be */
    SentMetrics(URI endpoint, TelemetrySettings.MetricSettings settings, String serviceName) {
        String key = "inkstone.gateway.telemetry.metrics.";
        Duration interval = settings.exportInterval();
        if (interval.toMillis() < 1) {
            throw new IllegalArgumentException(key + "export-interval is " + interval + "; it must be at least 1 ms");
        }
        Collector collector = new Collector(endpoint, "metrics");
        OtlpHttpMetricExporterBuilder exporter = OtlpHttpMetricExporter.builder()
                .setEndpoint(collector.address(key + "endpoint", "/v1/metrics"))
                .setTimeout(Collector.SEND_TIMEOUT);
        settings.headers().forEach(exporter::addHeader);
        this.provider = SdkMeterProvider.builder()
                .setResource(Resource.getDefault()
                        .merge(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), serviceName))))
                .registerMetricReader(
                        PeriodicMetricReader.builder(new WatchedMetricExporter(exporter.build(), collector))
                                .setInterval(interval)
                                .build())
                .build();
        Meter meter = provider.get("io.inkstone.gateway");
        this.tokens = meter.histogramBuilder("gen_ai.client.token.usage")
                .setDescription("Tokens of calls of a model.")
                .setUnit("{token}")
                .ofLongs()
                .setExplicitBucketBoundariesAdvice(TOKENS)
                .build();
        this.calls =
                seconds(meter, "gen_ai.client.operation.duration", "How long calls of a model took.", CALL_SECONDS);
        this.requests = seconds(meter, "http.server.request.duration", "How long requests took.", REQUEST_SECONDS);
    }

    private static DoubleHistogram seconds(Meter meter, String name, String description, List<Double> bounds) {
        return meter.histogramBuilder(name)
                .setDescription(description)
                .setUnit("s")
                .setExplicitBucketBoundariesAdvice(bounds)
                .build();
    }

    /** One call of a model is over. */
    void called(ModelObservation seen) {
        Attributes common = Attributes.of(
                OPERATION, seen.kind().operationName(), MODEL, seen.model(), PROVIDER, CallSpan.PROVIDER_NAME);
        AttributesBuilder call = common.toBuilder();
        seen.error().ifPresent(code -> call.put(ERROR, ErrorCode.told(code)));
        calls.record(seen.took().toNanos() / NANOS, call.build());
        if (seen.error().isEmpty()) {
            tokens.record(
                    seen.usage().promptTokens(),
                    common.toBuilder().put(TOKEN_TYPE, "input").build());
            tokens.record(
                    seen.usage().completionTokens(),
                    common.toBuilder().put(TOKEN_TYPE, "output").build());
        }
    }

    /** One request is over. */
    void served(ServedRequest request) {
        AttributesBuilder attributes = Attributes.builder()
                .put(METHOD, request.method())
                .put(ROUTE, request.route())
                .put(STATUS, (long) request.status());
        if (request.status() >= 500) {
            attributes.put(ERROR, request.outcome());
        }
        requests.record(request.tookNanos() / NANOS, attributes.build());
    }

    /** Sends what was counted, for some seconds. */
    @Override
    public void close() {
        provider.shutdown().join(CLOSE_SECONDS, TimeUnit.SECONDS);
    }
}
