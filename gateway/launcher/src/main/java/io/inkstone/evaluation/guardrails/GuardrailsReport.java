package io.inkstone.evaluation.guardrails;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a measurement of the guardrails came to. */
public record GuardrailsReport(
        double seconds,
        PrivacyEvaluation.Report privacy,
        ChineseIdentifierEvaluation.Figures identifiers,
        ChineseNamesEvaluation.Report names,
        SafetyFigures safety) {

    /** Prints tables, and as the last line one JSON object. */
    public void print(PrintWriter out) {
        out.printf(Locale.ROOT, "Private data in %d English texts (presidio-research), ours:%n", privacy.texts());
        print(out, privacy.ours());
        privacy.presidio().ifPresent(presidio -> {
            out.println("The same texts, Presidio:");
            print(out, presidio);
        });
        privacy.skipped().ifPresent(why -> out.println("Presidio was skipped: " + why));
        out.printf(
                Locale.ROOT,
                "%nChinese identifiers, %d generated sentences; %d without any, %d of them flagged:%n%s%n",
                identifiers.sentences(),
                identifiers.withoutIdentifiers(),
                identifiers.falselyFlagged(),
                identifiers.score().table());
        out.printf(
                Locale.ROOT,
                "Chinese names, %d texts (CLUENER2020), %.0f characters a second:%n%s%n",
                names.texts(),
                names.charactersPerSecond(),
                names.score().table());
        out.println(safety.report());
        out.println(Json.write(toJson()));
        out.flush();
    }

    private static void print(PrintWriter out, PrivacyEvaluation.Figures figures) {
        out.print(figures.score().table());
        SpanScore.Tally shared = figures.shared();
        out.printf(
                Locale.ROOT,
                "types that both know: F1 %.3f exact, %.3f overlapping; %.0f characters a second%n%n",
                shared.exactly().f1(),
                shared.overlapping().f1(),
                figures.charactersPerSecond());
    }

    private ObjectNode toJson() {
        ObjectNode json = Json.MAPPER.createObjectNode().put("suite", "guardrails");
        json.put("n", privacy.texts() + identifiers.sentences() + names.texts());
        json.put("seconds", Math.round(seconds));
        json.put("model", "none");
        SpanScore.Tally ours = privacy.ours().shared();
        ObjectNode english = json.putObject("privacy");
        english.put("precision", rounded(ours.exactly().precision()));
        english.put("recall", rounded(ours.exactly().recall()));
        english.put("f1", rounded(ours.exactly().f1()));
        english.put("f1_overlap", rounded(ours.overlapping().f1()));
        Optional<SpanScore.Tally> peer = privacy.presidio().map(PrivacyEvaluation.Figures::shared);
        english.set(
                "presidio_f1",
                Json.MAPPER.valueToTree(
                        peer.map(tally -> rounded(tally.exactly().f1())).orElse(null)));
        english.set(
                "presidio_f1_overlap",
                Json.MAPPER.valueToTree(
                        peer.map(tally -> rounded(tally.overlapping().f1())).orElse(null)));
        json.put("zh_ids_f1", rounded(identifiers.score().all().exactly().f1()));
        json.put("zh_names_f1", rounded(names.score().all().exactly().f1()));
        ObjectNode injection = json.putObject("injection");
        put(injection, "recall", "deepset attacks found");
        put(injection, "fpr_harmless", "deepset harmless flagged");
        put(injection, "fpr_notinject", "notinject harmless flagged");
        put(injection, "fpr_xstest", "xstest harmless flagged");
        Confusion offensive = safety.offensive().get("test, classifier on");
        json.set("offensive_zh_f1", Json.MAPPER.valueToTree(offensive == null ? null : rounded(offensive.f1())));
        return json;
    }

    /** Of the classifier that ships where it was not trained on the texts, else cross-validated. */
    private void put(ObjectNode injection, String name, String figure) {
        Map<String, Rate> shipped = safety.injectionUnseen();
        Rate rate = shipped.getOrDefault(figure, safety.injection().get(figure));
        injection.set(name, Json.MAPPER.valueToTree(rate == null ? null : rounded(rate.fraction())));
    }

    private static double rounded(double fraction) {
        return Math.round(fraction * 10_000) / 10_000.0;
    }
}
