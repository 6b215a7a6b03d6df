package io.inkstone.gateway.telemetry;

import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What is told outside about requests, {@code inkstone.gateway.telemetry.*}. */
public interface TelemetrySettings {

    /** Whether each request is a line of JSON on standard output; none holds a text. */
    @WithDefault("false")
    boolean accessLog();

    /** Where spans go. */
    TraceSettings traces();

    /** Where metrics go, beside {@code GET /metrics}. */
    MetricSettings metrics();

    /** Metrics, by OTLP over HTTP. */
    interface MetricSettings {

        /**
         * The collector, as {@code http://127.0.0.1:4318}; without a path, {@code /v1/metrics} is added. Nothing is sent when it is
         * not set.
         */
        Optional<URI> endpoint();

        /** Headers for the collector, such as its key, by their names. */
        Map<String, String> headers();

        /** How often they are sent. */
        @WithDefault("PT1M")
        Duration exportInterval();
    }

    /** Traces, by OTLP over HTTP. */
    interface TraceSettings {

        /**
         * The collector, as {@code http://127.0.0.1:4318}; without a path, {@code /v1/traces} is added. No spans are made when it is
         * not set.
         */
        Optional<URI> endpoint();

        /** Headers for the collector, such as its key, by their names. */
        Map<String, String> headers();

        /** The share of the traces that begin here that is kept, from 0 to 1; a trace that began elsewhere says itself whether it is. */
        @WithDefault("1.0")
        double sampleRatio();

        /** What the gateway is called in traces, and in metrics that are sent. */
        @WithDefault("inkstone")
        String serviceName();

        /** How long spans wait until they are sent together. */
        @WithDefault("PT5S")
        Duration exportInterval();

        /** The most spans that wait; further ones are lost. */
        @WithDefault("2048")
        int maxWaiting();
    }
}
