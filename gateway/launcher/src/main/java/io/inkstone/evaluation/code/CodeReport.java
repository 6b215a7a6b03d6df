package io.inkstone.evaluation.code;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.evaluation.Proportion;
import io.inkstone.protocol.Json;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a measurement of completion came to.
 *
 * @param answers by set and by who filled
 * @param mended programs with a slip, by who mended them; empty where none could be run
 */
record CodeReport(
        String model,
        double seconds,
        Map<String, Map<Filler, List<CodeAnswer>>> answers,
        Map<Filler, List<CodeAnswer>> mended,
        TypingFigures typing,
        Optional<LeftRequests.Figures> left,
        OtherWork.Figures otherWork) {

    private static final double[] CONFIDENCES = {0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01};

    void print(PrintWriter out, boolean verbose) {
        out.printf(
                Locale.ROOT,
                "Missing lines, model %s, %.0f s. Percent right, with 95 %% intervals (Wilson).%n%n",
                model,
                seconds);
        if (!answers.isEmpty()) {
            printHead(out);
            answers.forEach((set, by) -> printRow(out, set, by));
            if (answers.size() > 1) {
                printRow(out, "together", together());
            }
            printUneven(out, answers.values());
            printConfidence(out);
        }
        if (!of(mended, Filler.PIPELINE).isEmpty()) {
            out.printf("Functions with a slip, mended.%n%n");
            printHead(out);
            printRow(out, CodeTask.MENDED, mended);
            printUneven(out, List.of(mended));
        }
        if (!typing.millis().isEmpty()) {
            printTyping(out);
            printLeft(out);
            printOtherWork(out);
        }
        if (verbose) {
            answers.values().forEach(by -> by.forEach((who, lines) -> list(out, who, lines)));
            mended.forEach((who, programs) -> list(out, who, programs));
        }
        out.println(Json.write(toJson()));
        out.flush();
    }

    private static void printHead(PrintWriter out) {
        out.printf(
                "%-22s%5s  %-18s%-18s%-18s%s%n",
                "set", "n", "pipeline", "bare model", "pipeline shows", "right of those");
    }

    private static void printRow(PrintWriter out, String set, Map<Filler, List<CodeAnswer>> by) {
        List<CodeAnswer> pipeline = of(by, Filler.PIPELINE);
        int shown = (int) pipeline.stream().filter(CodeAnswer::shown).count();
        int right = (int) pipeline.stream()
                .filter(answer -> answer.shown() && answer.right())
                .count();
        out.printf(
                "%-22s%5d  %-18s%-18s%-18s%s%n",
                set,
                pipeline.size(),
                percent(right(pipeline)),
                percent(right(of(by, Filler.BARE))),
                percent(new Proportion(shown, pipeline.size())),
                percent(new Proportion(right, shown)));
    }

    /** Task by task: where only one of the two is right, chance alone would favour either as often. */
    private static void printUneven(PrintWriter out, Collection<Map<Filler, List<CodeAnswer>>> sets) {
        int gained = 0;
        int lost = 0;
        for (Map<Filler, List<CodeAnswer>> by : sets) {
            List<CodeAnswer> pipeline = of(by, Filler.PIPELINE);
            List<CodeAnswer> bare = of(by, Filler.BARE);
            for (int i = 0; i < pipeline.size(); i++) {
                gained += pipeline.get(i).right() && !bare.get(i).right() ? 1 : 0;
                lost += !pipeline.get(i).right() && bare.get(i).right() ? 1 : 0;
            }
        }
        out.printf(
                Locale.ROOT,
                "%nOnly the pipeline is right: %d times. Only the bare model is: %d. By chance so uneven: p = %.2g"
                        + " (sign test, two-sided).%n%n",
                gained,
                lost,
                SignTest.twoSided(gained, lost));
    }

    private Map<Filler, List<CodeAnswer>> together() {
        Map<Filler, List<CodeAnswer>> together = new EnumMap<>(Filler.class);
        for (Filler who : Filler.values()) {
            together.put(
                    who,
                    answers.values().stream()
                            .flatMap(by -> of(by, who).stream())
                            .toList());
        }
        return together;
    }

    /** Whether the assistant knows what it knows. */
    private void printConfidence(PrintWriter out) {
        List<CodeAnswer> shown = answers.values().stream()
                .flatMap(by -> of(by, Filler.PIPELINE).stream())
                .filter(CodeAnswer::shown)
                .toList();
        for (int i = 0; i + 1 < CONFIDENCES.length; i++) {
            double low = CONFIDENCES[i];
            double high = CONFIDENCES[i + 1];
            List<CodeAnswer> in = shown.stream()
                    .filter(answer ->
                            answer.line().confidence() >= low && answer.line().confidence() < high)
                    .toList();
            if (!in.isEmpty()) {
                out.printf(
                        Locale.ROOT,
                        "confidence %.1f to %.1f: %d lines, %s right%n",
                        low,
                        Math.min(1, high),
                        in.size(),
                        percent(right(in)).strip());
            }
        }
        if (!shown.isEmpty()) {
            out.println();
        }
    }

    private void printTyping(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "Typing: %d requests reached the model, %d answered with a text; half took at most %.0f ms, 95 of 100 at"
                        + " most %.0f ms. Typed through without a request: %d pauses. Tokens that did not have to be read"
                        + " again: %.0f %% of %d.%n%n",
                typing.millis().size(),
                typing.shown(),
                typing.percentile(0.5),
                typing.percentile(0.95),
                typing.typedThrough(),
                100 * typing.hitRate(),
                typing.promptTokens());
    }

    private void printLeft(PrintWriter out) {
        left.ifPresentOrElse(
                figures -> out.printf(
                        Locale.ROOT,
                        "Left by the client: %d requests while their prompt was read, of which the engine then read at most %d"
                                + " tokens more; %d while their answer was written, of which it wrote at most %d more.%n%n",
                        figures.reading(),
                        figures.mostRead(),
                        figures.writing(),
                        figures.mostWritten()),
                () -> out.printf("Left by the client: not measured, since no engine's counters are shown here.%n%n"));
    }

    private void printOtherWork(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "Beside other work, at %d places: the first text took %.0f ms, the next one after a request at another place"
                        + " %.0f ms, after an answer in the chat %.0f ms, while such an answer is written %.0f ms"
                        + " (medians).%n%n",
                otherWork.places(),
                otherWork.first(),
                otherWork.back(),
                otherWork.afterChat(),
                otherWork.besideChat());
    }

    private static void list(PrintWriter out, Filler who, List<CodeAnswer> lines) {
        for (CodeAnswer answer : lines) {
            if (!answer.right()) {
                out.printf(
                        "%s %s %s%n  wanted  %s%n  written %s%n",
                        who.label(),
                        answer.task().set(),
                        answer.task().id(),
                        answer.task().solution().strip(),
                        answer.line().text().strip());
            }
        }
    }

    private ObjectNode toJson() {
        List<CodeAnswer> all = answers.values().stream()
                .flatMap(by -> of(by, Filler.PIPELINE).stream())
                .toList();
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("suite", "code")
                .put("n", all.size())
                .put("seconds", Math.round(seconds))
                .put("model", model);
        answers.forEach((set, by) -> {
            ObjectNode at = set.equals(CodeSets.HUMANEVAL)
                    ? json.putObject("humaneval_infilling_pass1")
                    : json.withObject("/fim_exact").putObject(set);
            for (Filler who : Filler.values()) {
                at.put(who.label(), rounded(right(of(by, who)).fraction()));
            }
        });
        if (!of(mended, Filler.PIPELINE).isEmpty()) {
            ObjectNode at = json.putObject(CodeTask.MENDED)
                    .put("n", of(mended, Filler.PIPELINE).size());
            for (Filler who : Filler.values()) {
                at.put(who.label(), rounded(right(of(mended, who)).fraction()));
            }
        }
        long shown = all.stream().filter(CodeAnswer::shown).count();
        json.put("shown", all.isEmpty() ? 0 : rounded((double) shown / all.size()));
        if (typing.millis().isEmpty()) {
            return json;
        }
        json.put("p50_ms", Math.round(typing.percentile(0.5)))
                .put("p95_ms", Math.round(typing.percentile(0.95)))
                .put("requests", typing.millis().size())
                .put("typed_through", typing.typedThrough())
                .put("cache_hit_rate", rounded(typing.hitRate()))
                .put("new_place_ms", Math.round(otherWork.first()))
                .put("back_ms", Math.round(otherWork.back()))
                .put("after_chat_ms", Math.round(otherWork.afterChat()))
                .put("beside_chat_ms", Math.round(otherWork.besideChat()));
        left.ifPresent(figures -> json.put("left_while_reading", figures.reading())
                .put("read_after_leaving", figures.mostRead())
                .put("left_while_writing", figures.writing())
                .put("written_after_leaving", figures.mostWritten()));
        return json;
    }

    private static List<CodeAnswer> of(Map<Filler, List<CodeAnswer>> by, Filler who) {
        return Objects.requireNonNull(by.get(who));
    }

    private static Proportion right(List<CodeAnswer> answers) {
        return new Proportion((int) answers.stream().filter(CodeAnswer::right).count(), answers.size());
    }

    private static String percent(Proportion part) {
        return String.format(
                Locale.ROOT, "%3.0f (%.0f-%.0f)", 100 * part.fraction(), 100 * part.low(), 100 * part.high());
    }

    private static double rounded(double number) {
        return Math.round(number * 1e4) / 1e4;
    }
}
