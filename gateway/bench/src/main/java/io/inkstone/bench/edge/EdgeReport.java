package io.inkstone.bench.edge;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.bench.Machine;
import io.inkstone.protocol.Json;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The rows of {@link EdgeLatency}; what is added is the difference of percentiles to the upstream alone. */
final class EdgeReport {

    private final Machine machine;
    private final int seconds;
    private final List<Row> rows = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    EdgeReport(Machine machine, int seconds) {
        this.machine = machine;
        this.seconds = seconds;
    }

    private record Row(String subject, boolean stream, int connections, ClosedLoop.Result result) {

        boolean sameLoad(Row other) {
            return stream == other.stream && connections == other.connections;
        }
    }

    void add(String subject, boolean stream, int connections, ClosedLoop.Result result) {
        Row row = new Row(subject, stream, connections, result);
        rows.add(row);
        System.err.println(line(row));
    }

    /** Notes a subject that could not be measured, or not to the end. */
    void missing(String subject, String reason) {
        String line = subject + ": " + reason.replaceAll("\\s+", " ").strip();
        missing.add(line);
        System.err.println(line);
    }

    private Optional<Row> alone(Row row) {
        return rows.stream()
                .filter(row::sameLoad)
                .findFirst()
                .filter(first -> !first.subject().equals(row.subject()));
    }

    void print(PrintStream out) {
        out.printf(
                "%s, %d processors, %s, %s, load %.2f; %d s a row%n%n",
                machine.cpu(), machine.processors(), machine.system(), machine.jdk(), machine.load(), seconds);
        out.println(
                "| | answers | connections | per second | p50 ms | p99 ms | added p50 | added p99 | first byte p50 |"
                        + " p99 | failed |");
        out.println("|---|---|---|---|---|---|---|---|---|---|---|");
        rows.forEach(row -> out.println(line(row)));
        missing.forEach(name -> out.println("Not measured to the end: " + name));
        out.println(Json.write(json()));
    }

    private String line(Row row) {
        ClosedLoop.Result result = row.result();
        if (result.whole.getTotalCount() == 0) {
            return "| %s | %s | %d | none: %s |"
                    .formatted(
                            row.subject(), row.stream() ? "stream" : "whole", row.connections(), result.firstFailure);
        }
        Optional<Row> alone = alone(row);
        return String.format(
                Locale.ROOT,
                "| %s | %s | %d | %.0f | %.2f | %.2f | %s | %s | %.2f | %.2f | %s |",
                row.subject(),
                row.stream() ? "stream" : "whole",
                row.connections(),
                result.perSecond(),
                result.millis(50),
                result.millis(99),
                added(alone, result, 50),
                added(alone, result, 99),
                result.firstByteMillis(50),
                result.firstByteMillis(99),
                result.failed == 0 ? "0" : result.failed + " (" + result.firstFailure.replace('\n', ' ') + ")");
    }

    private static String added(Optional<Row> alone, ClosedLoop.Result result, double percentile) {
        return alone.map(first -> String.format(
                        Locale.ROOT,
                        "%.2f",
                        result.millis(percentile) - first.result().millis(percentile)))
                .orElse("");
    }

    private ObjectNode json() {
        ObjectNode json = Json.MAPPER.createObjectNode().put("bench", "edge-latency");
        ArrayNode all = json.putArray("rows");
        for (Row row : rows) {
            all.addObject()
                    .put("subject", row.subject())
                    .put("stream", row.stream())
                    .put("connections", row.connections())
                    .put("per_second", row.result().perSecond())
                    .put("p50_ms", row.result().millis(50))
                    .put("p99_ms", row.result().millis(99))
                    .put("failed", row.result().failed);
        }
        missing.forEach(json.putArray("not_measured")::add);
        return json;
    }
}
