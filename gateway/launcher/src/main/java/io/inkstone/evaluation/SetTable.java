package io.inkstone.evaluation;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A set's figures, for people to read. */
record SetTable(MeasuredSet set) {

    private static final String THREE = "%-15s%-15s%-15s";

    void print(PrintWriter out) {
        out.printf("%-20s%4s  %-47s%s%n", set.name(), "", "assistant", "bare model");
        out.printf(
                "%-20s%4s  " + THREE + "  " + THREE + "%n",
                "",
                "n",
                "correct",
                "wrong",
                "refused",
                "correct",
                "wrong",
                "refused");
        rows().forEach((name, rule) -> printRow(out, name, rule));
        if (set.inParts()) {
            out.printf(
                    Locale.ROOT,
                    "Of the single test cases the assistant has %.0f %% right, the bare model %.0f %%.%n",
                    100 * soft(set.assistant()),
                    100 * soft(set.bare()));
        }
        printReasons(out);
        printNotComputable(out);
        out.println();
    }

    /** How much is right when each request counts by how many of its workbooks are. */
    static double soft(List<Scored> answers) {
        return answers.stream().mapToDouble(Scored::right).average().orElse(0);
    }

    /** By their codes, since a request that cannot even be put looks like a careful refusal otherwise. */
    private void printReasons(PrintWriter out) {
        Map<String, Integer> codes = new TreeMap<>();
        for (Scored scored : set.assistant()) {
            if (scored.outcome() instanceof Outcome.Declined declined) {
                codes.merge(declined.code(), 1, Integer::sum);
            }
        }
        if (!codes.isEmpty()) {
            out.println("The assistant declined "
                    + codes.entrySet().stream()
                            .sorted(Map.Entry.<String, Integer>comparingByValue()
                                    .reversed())
                            .map(code -> code.getValue() + " as " + code.getKey())
                            .collect(Collectors.joining(", "))
                    + ".");
        }
    }

    private void printNotComputable(PrintWriter out) {
        long count = set.bare().stream()
                .filter(scored -> scored.outcome() instanceof Outcome.Declined declined
                        && declined.code().equals(FormulaValue.NOT_COMPUTABLE))
                .count();
        if (count > 0) {
            out.println(
                    "Of the bare model's formulas " + count + " used what POI cannot compute; they count as refused.");
        }
    }

    private void printRow(PrintWriter out, String name, Predicate<FormulaRequest> rule) {
        Tally ours = Tally.of(set.assistant(), rule);
        if (ours.all() > 0) {
            out.printf("%-20s%4d  %s  %s%n", name, ours.all(), cells(ours), cells(Tally.of(set.bare(), rule)));
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

    /** A row of all; and parts, where not all is in one. */
    private Map<String, Predicate<FormulaRequest>> rows() {
        Map<String, Predicate<FormulaRequest>> rows = new LinkedHashMap<>();
        rows.put("all", request -> true);
        if (any(FormulaRequest::toBeRefused)) {
            rows.put("answerable", request -> !request.toBeRefused());
            rows.put("to refuse", FormulaRequest::toBeRefused);
        }
        values(FormulaRequest::kind)
                .filter(kind -> !kind.equals(FormulaRequest.REFUSE))
                .forEach(kind -> rows.put("  " + kind, request -> request.kind().equals(kind)));
        if (values(FormulaRequest::language).count() > 1) {
            values(FormulaRequest::language)
                    .forEach(language -> rows.put(
                            "language " + language,
                            request -> request.language().equals(language)));
        }
        if (any(FormulaRequest::paraphrased)) {
            rows.put("paraphrased", FormulaRequest::paraphrased);
            rows.put("as on sheet", request -> !request.paraphrased());
        }
        return rows;
    }

    private boolean any(Predicate<FormulaRequest> rule) {
        return set.assistant().stream().map(Scored::request).anyMatch(rule);
    }

    private Stream<String> values(Function<FormulaRequest, String> of) {
        return set.assistant().stream().map(Scored::request).map(of).distinct().sorted();
    }
}
