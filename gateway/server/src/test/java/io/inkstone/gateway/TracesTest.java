package io.inkstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.inkstone.gateway.settings.GatewayStartException;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A gateway that sends its spans to a collector, read there as they came over the wire. */
class TracesTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00f067aa0ba902b7";

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
                        "inkstone.gateway.telemetry.traces.endpoint",
                        collector.uri().toString(),
                        "inkstone.gateway.telemetry.traces.headers.x-collector-key",
                        "collector-secret",
                        "inkstone.gateway.telemetry.traces.export-interval",
                        "PT0.02S"));
    }

    @AfterAll
    static void stop() {
        running.close();
        collector.close();
    }

    @ParameterizedTest
    @CsvSource({"false, chat.completions", "true, chat.completions"})
    void exports_the_request_and_its_call_of_a_model_in_the_callers_trace(boolean stream, String operation)
            throws Exception {
        HttpResponse<String> response =
                chat(running, "say hello", stream, "00-" + TRACE + "-" + CALLER + "-01", "vendor=opaque");

        assertThat(response.statusCode()).isEqualTo(200);
        List<Span> spans = collector.take(2);
        Span call = spans.get(0);
        Span server = spans.get(1);
        assertThat(server.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
        assertThat(server.getName()).isEqualTo("POST /v1/chat/completions");
        assertThat(TraceCollector.hex(server.getTraceId())).isEqualTo(TRACE);
        assertThat(TraceCollector.hex(server.getParentSpanId())).isEqualTo(CALLER);
        assertThat(TraceCollector.attributes(server))
                .contains(
                        entry("http.request.method", "POST"),
                        entry("http.route", "/v1/chat/completions"),
                        entry("http.response.status_code", "200"),
                        entry("inkstone.tenant", "admin"),
                        entry("inkstone.operation", operation))
                .containsKey("inkstone.overhead_ms")
                .doesNotContainKeys("error.type", "url.path", "url.full");
        assertThat(call.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
        assertThat(call.getName()).isEqualTo("chat parrot");
        assertThat(call.getTraceId()).isEqualTo(server.getTraceId());
        assertThat(call.getParentSpanId()).isEqualTo(server.getSpanId());
        assertThat(TraceCollector.attributes(call))
                .containsOnly(
                        entry("gen_ai.operation.name", "chat"),
                        entry("gen_ai.provider.name", "openai"),
                        entry("gen_ai.request.model", "parrot"),
                        entry("gen_ai.usage.input_tokens", "7"),
                        entry("gen_ai.usage.output_tokens", "5"),
                        entry("inkstone.attempts", "1"),
                        entry("inkstone.upstream", "local"),
                        entry("server.address", "127.0.0.1"),
                        entry(
                                "server.port",
                                Integer.toString(running.upstream.uri().getPort())));
        assertThat(call.getEventsList()).hasSize(1);
        assertThat(call.getEvents(0).getName()).isEqualTo("inkstone.upstream.asked");
        assertThat(TraceCollector.attributes(call.getEvents(0).getAttributesList()))
                .containsOnly(entry("inkstone.upstream", "local"), entry("inkstone.reason", "first"));
        assertThat(running.upstream.lastHeaders.get("traceparent"))
                .isEqualTo("00-" + TRACE + "-" + TraceCollector.hex(call.getSpanId()) + "-01");
        assertThat(running.upstream.lastHeaders.get("tracestate")).isEqualTo("vendor=opaque");
        assertThat(collector.keys.take()).isEqualTo("collector-secret");
    }

    @Test
    void names_what_failed_and_begins_a_trace_where_the_caller_has_none() throws Exception {
        HttpResponse<String> response = chat(running, "fail 503", false, null, null);

        assertThat(response.statusCode()).isEqualTo(503);
        List<Span> spans = collector.take(2);
        Span call = spans.get(0);
        Span server = spans.get(1);
        assertThat(server.getParentSpanId().isEmpty()).isTrue();
        assertThat(call.getParentSpanId()).isEqualTo(server.getSpanId());
        assertThat(TraceCollector.attributes(server))
                .contains(entry("error.type", "told_to_fail"), entry("http.response.status_code", "503"));
        assertThat(server.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
        assertThat(TraceCollector.attributes(call))
                .contains(entry("error.type", "told_to_fail"))
                .doesNotContainKeys("gen_ai.usage.input_tokens");
        assertThat(call.getEventsList().stream().map(Span.Event::getName))
                .containsExactly("inkstone.upstream.asked", "inkstone.upstream.failed");
        assertThat(TraceCollector.attributes(call.getEvents(1).getAttributesList()))
                .containsOnly(entry("inkstone.upstream", "local"), entry("error.type", "told_to_fail"));
    }

    @Test
    void exports_nothing_that_anyone_wrote() throws Exception {
        chat(running, "say violetmarker", false, null, null);
        chat(running, "say violetmarker again", true, null, null);
        running.get("/v1/models/violetmarker?violetmarker=1");
        running.get("/violetmarker");
        running.post("/v1/chat/completions", "{\"model\":\"violetmarker\",\"messages\":[]}");
        running.send(running.request("/v1/models").method("VIOLETMARKER", HttpRequest.BodyPublishers.noBody()));

        assertThat(collector.take(8)).extracting(Span::getName).contains("GET /v1/models/{id}", "GET unmatched");
        assertThat(collector.everything())
                .contains("io.inkstone.gateway", "chat.completions")
                .doesNotContainIgnoringCase("violetmarker")
                .doesNotContain(running.adminKey);
    }

    @Test
    void puts_what_an_operation_asks_under_its_request() throws Exception {
        HttpResponse<String> response = running.post("/v1/connectors/demo/ask", "{\"what\":\"chat say hello\"}");

        assertThat(response.statusCode()).isEqualTo(200);
        List<Span> spans = collector.take(2);
        assertThat(spans.get(0).getName()).isEqualTo("chat parrot");
        assertThat(spans.get(0).getParentSpanId()).isEqualTo(spans.get(1).getSpanId());
        assertThat(TraceCollector.attributes(spans.get(1))).contains(entry("inkstone.operation", "demo/ask"));
    }

    @Test
    void begins_a_trace_for_each_line_of_a_batch() throws Exception {
        String line = "{\"custom_id\":\"a\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":"
                + RunningGateway.chat("say hello", false) + "}\n";
        byte[] form = new Multipart()
                .field("purpose", "batch")
                .file("file", "lines.jsonl", "application/jsonl", line.getBytes(StandardCharsets.UTF_8))
                .bytes();
        HttpResponse<String> file = running.send(running.request("/v1/files")
                .header("content-type", "multipart/form-data; boundary=frontier")
                .POST(HttpRequest.BodyPublishers.ofByteArray(form)));
        running.post(
                "/v1/batches",
                "{\"input_file_id\":\"" + RunningGateway.json(file).path("id").asText()
                        + "\",\"endpoint\":\"/v1/chat/completions\",\"completion_window\":\"24h\"}");

        List<Span> spans = collector.take(3);
        Span call = spans.stream()
                .filter(span -> span.getName().equals("chat parrot"))
                .findFirst()
                .orElseThrow();
        assertThat(call.getParentSpanId().isEmpty()).isTrue();
        assertThat(spans).extracting(Span::getName).contains("POST /v1/files", "POST /v1/batches");
    }

    @Test
    void serves_on_while_the_collector_is_away(@TempDir Path other) throws Exception {
        String away;
        try (TraceCollector gone = new TraceCollector()) {
            away = gone.uri().toString();
        }
        Map<String, String> settings = Map.of(
                "inkstone.gateway.telemetry.traces.endpoint", away,
                "inkstone.gateway.telemetry.traces.export-interval", "PT0.02S",
                "inkstone.gateway.telemetry.traces.max-waiting", "4");
        try (RunningGateway running = new RunningGateway(other, settings)) {
            for (int i = 0; i < 20; i++) {
                assertThat(chat(running, "say hello", false, null, null).statusCode())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void makes_no_spans_of_probes() throws Exception {
        running.get("/health/live");
        running.get("/metrics");
        running.get("/v1/models");

        assertThat(collector.take(1)).extracting(Span::getName).containsExactly("GET /v1/models");
        assertThat(collector.waiting()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00F067AA0BA902B7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-zz",
            })
    void begins_a_trace_of_its_own_for_a_malformed_one(String malformed) throws Exception {
        assertThat(chat(running, "say hi", false, malformed, "vendor=opaque").statusCode())
                .isEqualTo(200);

        assertOwnTrace(collector.take(2));
    }

    @Test
    void bounds_the_headers_of_a_trace() throws Exception {
        String parent = "00-" + TRACE + "-" + CALLER + "-01";
        chat(running, "say hi", false, "cc" + parent.substring(2) + "-" + "a".repeat(400), null);
        assertOwnTrace(collector.take(2));

        chat(running, "say hi", false, parent, "vendor=" + "a".repeat(600));
        Span call = collector.take(2).get(0);
        assertThat(TraceCollector.hex(call.getTraceId())).isEqualTo(TRACE);
        assertThat(running.upstream.lastHeaders.contains("tracestate")).isFalse();

        running.send(running.request("/v1/models")
                .header("traceparent", parent)
                .header("traceparent", parent)
                .GET());
        assertThat(TraceCollector.hex(collector.take(1).get(0).getTraceId())).isNotEqualTo(TRACE);
    }

    @Test
    void passes_the_callers_trace_on_and_begins_none_while_no_collector_is_set(@TempDir Path other) throws Exception {
        try (RunningGateway off = new RunningGateway(other)) {
            String parent = "00-" + TRACE + "-" + CALLER + "-00";
            chat(off, "say hi", false, parent, "vendor=opaque,other=1");
            assertThat(off.upstream.lastHeaders.get("traceparent")).isEqualTo(parent);
            assertThat(off.upstream.lastHeaders.get("tracestate")).isEqualTo("vendor=opaque,other=1");

            chat(off, "say hi", false, "nonsense", "vendor=opaque");
            assertThat(off.upstream.lastHeaders.contains("traceparent")).isFalse();
            assertThat(off.upstream.lastHeaders.contains("tracestate")).isFalse();
        }
    }

    @Test
    void keeps_the_share_of_traces_that_is_set_and_those_that_callers_keep(@TempDir Path other) throws Exception {
        Map<String, String> none = Map.of(
                "inkstone.gateway.telemetry.traces.endpoint", collector.uri() + "/v1/traces",
                "inkstone.gateway.telemetry.traces.sample-ratio", "0",
                "inkstone.gateway.telemetry.traces.export-interval", "PT0.02S");
        try (RunningGateway sampled = new RunningGateway(other, none)) {
            chat(sampled, "say hi", false, null, null);
            assertThat(sampled.upstream.lastHeaders.get("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[02]");

            chat(sampled, "say hi", false, "00-" + TRACE + "-" + CALLER + "-01", null);
            assertThat(collector.take(2))
                    .extracting(span -> TraceCollector.hex(span.getTraceId()))
                    .containsOnly(TRACE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "endpoint, ftp://collector, ftp://collector",
        "sample-ratio, 1.5, from 0 to 1",
        "max-waiting, 0, from 1 to 1000000",
        "export-interval, PT0S, at least 1 ms",
    })
    void refuses_to_start_with_a_setting_that_cannot_be(
            String setting, String value, String said, @TempDir Path other) {
        Map<String, String> settings = new HashMap<>();
        settings.put("inkstone.gateway.telemetry.traces.endpoint", "http://127.0.0.1:4318");
        settings.put("inkstone.gateway.telemetry.traces." + setting, value);

        assertThatThrownBy(() -> new RunningGateway(other, settings))
                .isInstanceOf(GatewayStartException.class)
                .hasMessageContainingAll("inkstone.gateway.telemetry.traces." + setting, said);
    }

    private static void assertOwnTrace(List<Span> spans) {
        for (Span span : spans) {
            assertThat(TraceCollector.hex(span.getTraceId())).isNotEqualTo(TRACE);
        }
        Span call = spans.get(0);
        assertThat(spans.get(1).getParentSpanId().isEmpty()).isTrue();
        assertThat(running.upstream.lastHeaders.get("traceparent"))
                .contains(TraceCollector.hex(call.getTraceId()), TraceCollector.hex(call.getSpanId()));
        assertThat(running.upstream.lastHeaders.contains("tracestate")).isFalse();
    }

    private static HttpResponse<String> chat(
            RunningGateway gateway,
            String order,
            boolean stream,
            @Nullable String traceparent,
            @Nullable String tracestate)
            throws Exception {
        HttpRequest.Builder request = gateway.request("/v1/chat/completions")
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(RunningGateway.chat(order, stream)));
        if (traceparent != null) {
            request.header("traceparent", traceparent);
        }
        if (tracestate != null) {
            request.header("tracestate", tracestate);
        }
        return gateway.send(request);
    }
}
