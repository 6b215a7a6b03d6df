package io.inkstone.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** What a measurement of first tokens came to. */
record FirstTokenReport(String model, int warmUp, int rounds, Machine machine, List<Row> rows) {

    private static final String LINE = "%-14s%-18s%-12s%8s%8s%8s%8s%n";

    /**
     * One line of it.
     *
     * @param asked the server that was asked
     * @param baseline the innermost server's times in the same rounds
     */
    record Row(String engine, String route, String asked, Samples samples, Samples baseline) {

        double addedMillis() {
            return samples.median() - baseline.median();
        }

        double pairedMillis() {
            return samples.medianOver(baseline);
        }
    }

    FirstTokenReport {
        rows = List.copyOf(rows);
    }

    void print(PrintStream out) {
        out.printf(
                "Time to first token in ms, %s, prompt in the engine's cache, %d rounds after %d to warm up%n",
                model, rounds, warmUp);
        out.printf(
                Locale.ROOT,
                "%s, %d processors, %s, %s, load %.2f at the start%n%n",
                machine.cpu(),
                machine.processors(),
                machine.system(),
                machine.jdk(),
                machine.load());
        out.printf(LINE, "engine", "route", "asked", "median", "p95", "added", "paired");
        rows.forEach(row -> print(out, row));
        out.println();
        out.println(Json.write(toJson()));
    }

    private static void print(PrintStream out, Row row) {
        boolean innermost = row.samples() == row.baseline();
        out.printf(
                LINE,
                row.engine(),
                row.route(),
                row.asked(),
                millis(row.samples().median()),
                millis(row.samples().p95()),
                innermost ? "" : millis(row.addedMillis()),
                innermost ? "" : millis(row.pairedMillis()));
    }

    private static String millis(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private ObjectNode toJson() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("bench", "first-token").put("model", model).put("rounds", rounds);
        json.set("machine", Json.MAPPER.valueToTree(machine));
        for (Row row : rows) {
            json.withArray("rows")
                    .addObject()
                    .put("engine", row.engine())
                    .put("route", row.route())
                    .put("asked", row.asked())
                    .put("median_ms", rounded(row.samples().median()))
                    .put("p95_ms", rounded(row.samples().p95()))
                    .put("added_ms", rounded(row.addedMillis()))
                    .put("paired_ms", rounded(row.pairedMillis()));
        }
        return json;
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
