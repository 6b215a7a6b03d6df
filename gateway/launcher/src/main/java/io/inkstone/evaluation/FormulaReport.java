package io.inkstone.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.evaluation.oracle.Judgement;
import io.inkstone.protocol.Json;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a measurement of formulas came to.
 *
 * @param sets at least one; the first stands for all
 * @param judgement what LibreOffice says of the assistant's formulas; empty where it was not asked
 */
record FormulaReport(
        String model,
        double seconds,
        List<MeasuredSet> sets,
        Optional<Judgement> judgement,
        Optional<WorkbookCounts> workbooks) {

    FormulaReport {
        sets = List.copyOf(sets);
    }

    void print(PrintWriter out, boolean verbose) {
        FormulaListing listing = new FormulaListing(out);
        for (MeasuredSet set : sets) {
            if (verbose) {
                listing.list(set.name() + ", assistant", set.assistant());
                listing.list(set.name() + ", bare model", set.bare());
            } else {
                listing.listFailures(set.name() + ", assistant", set.assistant());
                listing.listFailures(set.name() + ", bare model", set.bare());
            }
        }
        out.printf(
                Locale.ROOT,
                "Formula requests with known answers, model %s, %.0f s. Percent, with 95 %% intervals (Wilson).%n%n",
                model,
                seconds);
        sets.forEach(set -> new SetTable(set).print(out));
        ConfidenceBins.of(assistant()).print(out);
        printLatency(out);
        new OracleTable(judgement).print(out);
        workbooks.ifPresent(counts -> out.printf(
                "Workbooks: %d opened, %d saved unchanged, %d refused, %d failed.%n%n",
                counts.opened(), counts.savedUnchanged(), counts.refused(), counts.failed()));
        out.println(Json.write(toJson()));
        out.flush();
    }

    /** All of the assistant's answers. */
    private List<Scored> assistant() {
        return sets.stream().flatMap(set -> set.assistant().stream()).toList();
    }

    private void printLatency(PrintWriter out) {
        Latency latency = Latency.onKnownWorkbooks(assistant());
        out.printf(
                Locale.ROOT,
                "Seconds to an answer on a workbook that was asked about before: median %.2f, 95 of 100 within %.2f"
                        + " (%d answers).%n%n",
                latency.p50(),
                latency.p95(),
                latency.of());
    }

    private ObjectNode toJson() {
        MeasuredSet first = sets.get(0);
        List<Scored> all = assistant();
        Latency latency = Latency.onKnownWorkbooks(all);
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("suite", "formula");
        json.put("n", first.assistant().size());
        json.put("seconds", Math.round(seconds));
        json.put("model", model);
        addTo(json, first);
        ObjectNode bySet = json.putObject("sets");
        sets.forEach(set ->
                addTo(bySet.putObject(set.name()).put("n", set.assistant().size()), set));
        OptionalDouble agreement = judgement.map(Judgement::agreement).orElse(OptionalDouble.empty());
        if (agreement.isPresent()) {
            json.put("oracle_agreement", rounded(agreement.getAsDouble()));
        } else {
            json.putNull("oracle_agreement");
        }
        json.put("calibration_error", rounded(ConfidenceBins.of(all).expectedError()));
        json.put("p50_seconds", rounded(latency.p50()));
        json.put("p95_seconds", rounded(latency.p95()));
        workbooks.ifPresent(counts -> json.putObject("workbooks")
                .put("opened", counts.opened())
                .put("saved_unchanged", counts.savedUnchanged())
                .put("refused", counts.refused())
                .put("failed", counts.failed()));
        return json;
    }

    private static void addTo(ObjectNode json, MeasuredSet set) {
        json.set("pipeline", toJson(set.assistant(), set.inParts()));
        json.set("bare", toJson(set.bare(), set.inParts()));
    }

    private static ObjectNode toJson(List<Scored> answers, boolean inParts) {
        Tally tally = Tally.of(answers, request -> true);
        ObjectNode json = Json.MAPPER.createObjectNode();
        for (Verdict verdict : Verdict.values()) {
            json.put(
                    verdict.name().toLowerCase(Locale.ROOT),
                    rounded(tally.of(verdict).fraction()));
        }
        if (inParts) {
            json.put("soft", rounded(SetTable.soft(answers)));
        }
        return json;
    }

    /** A fraction that is not 1 is not shown as 1. */
    private static double rounded(double number) {
        double near = Math.round(number * 1e4) / 1e4;
        return near == 1 && number < 1 ? 0.9999 : near;
    }
}
