package io.inkstone.gateway.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/** Makes spans and sends them to a collector, in the background and within bounds: a collector that does not answer costs spans. */
final class Spans implements AutoCloseable {

    private static final int MAX_BATCH = 512;
    private static final int MAX_TEXT = 256;
    private static final int MAX_EVENTS = 32;
    private static final long CLOSE_SECONDS = 5;

    private final SdkTracerProvider provider;
    private final Tracer tracer;

    /** @throws IllegalArgumentException when a setting is not what it may be */
    Spans(URI endpoint, TelemetrySettings.TraceSettings settings) {
        String key = "inkstone.gateway.telemetry.traces.";
        double ratio = settings.sampleRatio();
        if (!(ratio >= 0 && ratio <= 1)) {
            throw new IllegalArgumentException(key + "sample-ratio is " + ratio + "; it must be from 0 to 1");
        }
        if (settings.maxWaiting() < 1 || settings.maxWaiting() > 1_000_000) {
            throw new IllegalArgumentException(
                    key + "max-waiting is " + settings.maxWaiting() + "; it must be from 1 to 1000000");
        }
        if (settings.exportInterval().toMillis() < 1) {
            throw new IllegalArgumentException(
                    key + "export-interval is " + settings.exportInterval() + "; it must be at least 1 ms");
        }
        Collector collector = new Collector(endpoint, "spans");
        OtlpHttpSpanExporterBuilder exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(collector.address(key + "endpoint", "/v1/traces"))
                .setTimeout(Collector.SEND_TIMEOUT);
        settings.headers().forEach(exporter::addHeader);
        this.provider = SdkTracerProvider.builder()
                .setResource(Resource.getDefault()
                        .merge(Resource.create(
                                Attributes.of(AttributeKey.stringKey("service.name"), settings.serviceName()))))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(ratio)))
                .setSpanLimits(SpanLimits.builder()
                        .setMaxAttributeValueLength(MAX_TEXT)
                        .setMaxNumberOfEvents(MAX_EVENTS)
                        .build())
                .addSpanProcessor(BatchSpanProcessor.builder(new WatchedExporter(exporter.build(), collector))
                        .setMaxQueueSize(settings.maxWaiting())
                        .setMaxExportBatchSize(Math.min(MAX_BATCH, settings.maxWaiting()))
                        .setScheduleDelay(settings.exportInterval())
                        .build())
                .build();
        this.tracer = provider.get("io.inkstone.gateway");
    }

    Tracer tracer() {
        return tracer;
    }

    /** Sends what waits, for some seconds. */
    @Override
    public void close() {
        provider.shutdown().join(CLOSE_SECONDS, TimeUnit.SECONDS);
    }
}
