package io.inkstone.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** What a measurement of formulas came to. Both lists hold the same requests in the same order. */
record FormulaReport(String set, String model, double seconds, List<Scored> assistant, List<Scored> bare) {

    FormulaReport {
        assistant = List.copyOf(assistant);
        bare = List.copyOf(bare);
    }

    void print(PrintWriter out, boolean verbose) {
        FormulaListing listing = new FormulaListing(out);
        if (verbose) {
            listing.list("Assistant", assistant);
            listing.list("Bare model", bare);
        } else {
            listing.listFailures("Assistant", assistant);
            listing.listFailures("Bare model", bare);
        }
        printTable(out);
        ConfidenceBins.of(assistant).print(out);
        long notComputable = bare.stream()
                .filter(scored -> scored.outcome() instanceof Outcome.Declined declined
                        && declined.code().equals(FormulaValue.NOT_COMPUTABLE))
                .count();
        if (notComputable > 0) {
            out.println("Of the bare model's formulas " + notComputable
                    + " used what POI cannot compute; they count as refused.");
            out.println();
        }
        out.println(Json.write(toJson()));
        out.flush();
    }

    private void printTable(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "Formula requests with known values: %d, model %s, %.0f s. Percent, with 95 %% intervals (Wilson).%n%n",
                assistant.size(),
                model,
                seconds);
        String three = "%-15s%-15s%-15s";
        out.printf("%-14s%4s  %-47s%s%n", "", "", "assistant", "bare model");
        out.printf(
                "%-14s%4s  " + three + "  " + three + "%n",
                "",
                "n",
                "correct",
                "wrong",
                "refused",
                "correct",
                "wrong",
                "refused");
        rows().forEach((name, rule) -> printRow(out, name, rule));
        out.println();
    }

    private void printRow(PrintWriter out, String name, Predicate<FormulaRequest> rule) {
        Tally ours = Tally.of(assistant, rule);
        if (ours.all() > 0) {
            out.printf("%-14s%4d  %s  %s%n", name, ours.all(), cells(ours), cells(Tally.of(bare, rule)));
        }
    }

    private static String cells(Tally tally) {
        StringBuilder text = new StringBuilder();
        for (Verdict verdict : Verdict.values()) {
            text.append(String.format("%-15s", percent(tally.of(verdict))));
        }
        return text.toString();
    }

    static String percent(Proportion part) {
        return String.format(
                Locale.ROOT, "%3.0f (%.0f-%.0f)", 100 * part.fraction(), 100 * part.low(), 100 * part.high());
    }

    private Map<String, Predicate<FormulaRequest>> rows() {
        Map<String, Predicate<FormulaRequest>> rows = new LinkedHashMap<>();
        rows.put("all", request -> true);
        rows.put("answerable", request -> !request.toBeRefused());
        rows.put("to refuse", FormulaRequest::toBeRefused);
        assistant.stream()
                .map(scored -> scored.request().kind())
                .filter(kind -> !kind.equals(FormulaRequest.REFUSE))
                .distinct()
                .sorted()
                .forEach(kind -> rows.put("  " + kind, request -> request.kind().equals(kind)));
        assistant.stream()
                .map(scored -> scored.request().language())
                .distinct()
                .sorted()
                .forEach(language -> rows.put(
                        "language " + language, request -> request.language().equals(language)));
        rows.put("paraphrased", FormulaRequest::paraphrased);
        rows.put("as on sheet", request -> !request.paraphrased());
        return rows;
    }

    private ObjectNode toJson() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("suite", "formula");
        json.put("n", assistant.size());
        json.put("seconds", Math.round(seconds));
        json.put("model", model);
        addTo(json);
        addTo(json.putObject("sets").putObject(set));
        return json;
    }

    private void addTo(ObjectNode json) {
        json.set("pipeline", toJson(assistant));
        json.set("bare", toJson(bare));
    }

    private static ObjectNode toJson(List<Scored> answers) {
        Tally tally = Tally.of(answers, request -> true);
        ObjectNode json = Json.MAPPER.createObjectNode();
        for (Verdict verdict : Verdict.values()) {
            double fraction = tally.of(verdict).fraction();
            json.put(verdict.name().toLowerCase(Locale.ROOT), Math.round(fraction * 1e4) / 1e4);
        }
        return json;
    }
}
