package io.inkstone.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.bench.HeapWatch.Step;
import io.inkstone.protocol.Json;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/**
 * What a large workbook took.
 *
 * @param requests the times of all requests, the workbook being read already
 */
record LargeWorkbookReport(Machine machine, long fileBytes, Samples requests, List<Row> rows) {

    private static final String LINE = "%-14s%9s%8s%8s%10s%8s  %s%n";

    /** One step. */
    record Row(
            String step,
            double seconds,
            double cpuSeconds,
            long peakBytes,
            long peakAfterCollectionBytes,
            long keptBytes,
            String result) {

        static Row of(String name, Step<?> step, String result) {
            return new Row(
                    name,
                    step.seconds(),
                    step.cpuSeconds(),
                    step.peakBytes(),
                    step.peakAfterCollectionBytes(),
                    step.keptBytes(),
                    result);
        }
    }

    LargeWorkbookReport {
        rows = List.copyOf(rows);
    }

    void print(PrintStream out) {
        out.printf(
                Locale.ROOT,
                "A workbook of %d bytes in a heap of %d MiB; seconds, those of all processors, and MiB of heap%n",
                fileBytes,
                mebibytes(Runtime.getRuntime().maxMemory()));
        out.printf(
                Locale.ROOT,
                "%s, %d processors, %s, %s, load %.2f at the start%n%n",
                machine.cpu(),
                machine.processors(),
                machine.system(),
                machine.jdk(),
                machine.load());
        out.printf(LINE, "step", "seconds", "cpu", "peak", "after GC", "kept", "came to");
        for (Row row : rows) {
            out.printf(
                    LINE,
                    row.step(),
                    String.format(Locale.ROOT, "%.2f", row.seconds()),
                    String.format(Locale.ROOT, "%.2f", row.cpuSeconds()),
                    mebibytes(row.peakBytes()),
                    mebibytes(row.peakAfterCollectionBytes()),
                    mebibytes(row.keptBytes()),
                    row.result());
        }
        out.printf(Locale.ROOT, "%nA request on the workbook once read: median %.2f s%n", medianSeconds());
        out.println(Json.write(toJson()));
    }

    private double medianSeconds() {
        return Math.round(requests.median()) / 1000.0;
    }

    private static long mebibytes(long bytes) {
        return bytes + (1 << 19) >> 20;
    }

    private ObjectNode toJson() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("bench", "large-workbook")
                .put("file_bytes", fileBytes)
                .put("heap_mib", mebibytes(Runtime.getRuntime().maxMemory()))
                .put("request_median_seconds", medianSeconds());
        json.set("machine", Json.MAPPER.valueToTree(machine));
        for (Row row : rows) {
            json.withArray("rows")
                    .addObject()
                    .put("step", row.step())
                    .put("seconds", Math.round(row.seconds() * 1000) / 1000.0)
                    .put("cpu_seconds", Math.round(row.cpuSeconds() * 1000) / 1000.0)
                    .put("peak_mib", mebibytes(row.peakBytes()))
                    .put("after_gc_mib", mebibytes(row.peakAfterCollectionBytes()))
                    .put("kept_mib", mebibytes(row.keptBytes()))
                    .put("came_to", row.result());
        }
        return json;
    }
}
