package io.inkstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that sends its metrics to a collector, read there as they came over the wire. */
class SentMetricsTest {

    @TempDir
    static Path dataDir;

    private static TraceCollector collector;
    private static RunningGateway running;

    @BeforeAll
    static void start() throws Exception {
        collector = new TraceCollector();
        running = new RunningGateway(
                dataDir,
                Map.of(
                        "inkstone.gateway.telemetry.metrics.endpoint",
                        collector.uri().toString(),
                        "inkstone.gateway.telemetry.metrics.headers.x-collector-key",
                        "collector-secret",
                        "inkstone.gateway.telemetry.metrics.export-interval",
                        "PT0.05S"));
        running.post("/v1/chat/completions", RunningGateway.chat("say private words", false));
        running.post("/v1/chat/completions", RunningGateway.chat("fail 400", false));
    }

    @AfterAll
    static void stop() {
        running.close();
        collector.close();
    }

    @Test
    void sends_the_tokens_of_calls_of_a_model() throws Exception {
        List<HistogramDataPoint> points = points("gen_ai.client.token.usage", 2);

        assertThat(points)
                .extracting(point -> TraceCollector.attributes(point.getAttributesList()) + " " + point.getCount() + " "
                        + point.getSum())
                .containsExactlyInAnyOrder(
                        "{gen_ai.operation.name=chat, gen_ai.provider.name=openai, gen_ai.request.model=parrot,"
                                + " gen_ai.token.type=input} 1 7.0",
                        "{gen_ai.operation.name=chat, gen_ai.provider.name=openai, gen_ai.request.model=parrot,"
                                + " gen_ai.token.type=output} 1 5.0");
    }

    @Test
    void sends_how_long_calls_and_requests_took() throws Exception {
        assertThat(points("gen_ai.client.operation.duration", 2))
                .extracting(point ->
                        TraceCollector.attributes(point.getAttributesList()).getOrDefault("error.type", "none"))
                .containsExactlyInAnyOrder("none", "told_to_fail");
        assertThat(points("http.server.request.duration", 2))
                .allSatisfy(point -> assertThat(TraceCollector.attributes(point.getAttributesList()))
                        .containsEntry("http.route", "/v1/chat/completions")
                        .containsEntry("http.request.method", "POST"));
        assertThat(collector.keys).contains("collector-secret");
        assertThat(collector.everything()).doesNotContain("private");
    }

    @Test
    void refuses_an_address_that_is_none() {
        assertThatThrownBy(() -> new RunningGateway(
                        dataDir.resolve("other"),
                        Map.of("inkstone.gateway.telemetry.metrics.endpoint", "collector:4318")))
                .hasMessageContaining("inkstone.gateway.telemetry.metrics.endpoint")
                .hasMessageContaining("http://HOST:4318");
    }

    private static List<HistogramDataPoint> points(String name, int count) throws Exception {
        Optional<Metric> metric = Eventually.get(
                () -> collector.metric(name),
                sent -> sent.isPresent() && sent.get().getHistogram().getDataPointsCount() == count);
        return metric.orElseThrow().getHistogram().getDataPointsList();
    }
}
