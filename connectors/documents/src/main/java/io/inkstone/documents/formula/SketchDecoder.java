package io.inkstone.documents.formula;

import io.inkstone.connector.ChooseRequest;
import io.inkstone.connector.ConnectorException;
import io.inkstone.connector.Grammar;
import io.inkstone.connector.Models;
import io.inkstone.documents.linking.Links;
import io.inkstone.documents.reading.Candidate;
import io.inkstone.documents.reading.Refusals;
import io.inkstone.documents.sketch.Outcome;
import io.inkstone.documents.sketch.Sketch;
import io.inkstone.documents.sketch.SketchRunner;
import io.inkstone.documents.sketch.SketchText;
import io.inkstone.documents.sketch.UsedColumns;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Settles which candidate is meant. Where the words decide, they do; where two readings are named equally well, the user
 * is asked; in between the model has a vote, under a grammar that holds the candidates and nothing else.
 */
final class SketchDecoder {

    /** Readings that are this close cannot be told apart by the words: only the user knows. */
    private static final double INDISTINGUISHABLE = 0.03;

    /** Readings that are this far behind the first are not put before the model. */
    private static final double MARGIN = 0.3;

    /** How far a reading is trusted that the words and the model chose, that the model doubted, that it chose alone. */
    private static final double AGREED = 0.9;

    private static final double DISPUTED = 0.7;
    private static final double OVERRULED = 0.6;

    private static final int MOST_CHOICES = 6;

    private static final String SYSTEM =
            "You map a request about a spreadsheet to the one computation that answers it. "
                    + "Answer with exactly one of the listed computations, copied letter by letter.";

    /** What was chosen, and how sure it is. */
    record Decision(Candidate chosen, List<Candidate> others, double confidence) {}

    private SketchDecoder() {}

    /**
     * Decides.
     *
     * @param candidates at least one, by ascending penalty
     * @throws ConnectorException refused as ambiguous; or when no model answers
     * @throws InterruptedException when the caller has gone away
     */
    static Decision decide(Links links, List<Candidate> candidates, Models models) throws InterruptedException {
        List<Candidate> close = new ArrayList<>(differing(within(candidates, MARGIN)));
        List<Candidate> equal = ownFirst(within(close, INDISTINGUISHABLE));
        Candidate first = equal.get(0);
        if (equal.size() > 1) {
            boolean chinese = links.request().chinese();
            throw Refusals.ambiguous(
                    links,
                    equal.stream()
                            .map(candidate -> SketchText.say(candidate.sketch(), chinese))
                            .toList());
        }
        close.remove(first);
        close.add(0, first);
        double sure = sureness(first);
        if (close.size() == 1) {
            return new Decision(first, rest(candidates, first), sure);
        }
        return vote(links, close.subList(0, Math.min(close.size(), MOST_CHOICES)), candidates, models);
    }

    /**
     * The words and the model vote. Where they disagree the model is asked again with the options in the opposite order, as
     * a small model favours places in a list: only a choice that does not hang on its place overrules the words.
     */
    private static Decision vote(Links links, List<Candidate> close, List<Candidate> candidates, Models models)
            throws InterruptedException {
        Candidate first = close.get(0);
        Candidate chosen = choose(links, close, models);
        double agreement = AGREED;
        if (chosen != first) {
            List<Candidate> reversed = new ArrayList<>(close);
            Collections.reverse(reversed);
            boolean insists = choose(links, reversed, models) == chosen;
            agreement = insists ? OVERRULED : DISPUTED;
            chosen = insists ? chosen : first;
        }
        return new Decision(chosen, rest(candidates, chosen), sureness(chosen) * agreement);
    }

    /** Of readings that are equal otherwise those with a table's own columns, not with what it knows from another. */
    private static List<Candidate> ownFirst(List<Candidate> equal) {
        long fewest = equal.stream()
                .mapToLong(candidate -> UsedColumns.lookedUp(candidate.sketch()))
                .min()
                .orElse(0);
        return equal.stream()
                .filter(candidate -> UsedColumns.lookedUp(candidate.sketch()) == fewest)
                .toList();
    }

    private static double sureness(Candidate candidate) {
        return Math.min(0.98, Math.max(0.1, 0.98 - candidate.penalty()));
    }

    /**
     * Of readings that come to the same value the first: which of them was meant makes no difference, unless they compute
     * with different columns, whose values only happen to be the same today.
     */
    private static List<Candidate> differing(List<Candidate> candidates) {
        Map<Object, Candidate> byValue = new LinkedHashMap<>();
        for (Candidate candidate : candidates) {
            Outcome outcome = SketchRunner.run(candidate.sketch());
            Object measure = "";
            if (candidate.sketch() instanceof Sketch.Figure figure && figure.column() != null) {
                measure = figure.column();
            } else if (candidate.sketch() instanceof Sketch.Lookup lookup) {
                measure = lookup.column();
            }
            byValue.putIfAbsent(List.of(String.valueOf(outcome.value()), measure), candidate);
        }
        return List.copyOf(byValue.values());
    }

    private static List<Candidate> within(List<Candidate> candidates, double margin) {
        double best = candidates.get(0).penalty();
        return candidates.stream()
                .filter(candidate -> candidate.penalty() - best < margin)
                .toList();
    }

    private static List<Candidate> rest(List<Candidate> candidates, Candidate chosen) {
        return candidates.stream().filter(candidate -> candidate != chosen).toList();
    }

    private static Candidate choose(Links links, List<Candidate> candidates, Models models)
            throws InterruptedException {
        Map<String, Candidate> byText = new LinkedHashMap<>();
        for (Candidate candidate : candidates) {
            byText.putIfAbsent(SketchText.say(candidate.sketch(), false), candidate);
        }
        List<String> texts = new ArrayList<>(byText.keySet());
        String prompt = "Columns:\n" + columns(links) + "\nRequest: "
                + links.request().text() + "\nComputations:\n- " + String.join("\n- ", texts);
        String answer = models.choose(ChooseRequest.of(SYSTEM, prompt, Grammar.oneOf(texts)));
        Candidate chosen = byText.get(answer);
        return chosen == null ? candidates.get(0) : chosen;
    }

    /** The table for the model: headers with a few values, whatever its size. */
    private static String columns(Links links) {
        return links.table().columns().stream()
                .limit(40)
                .map(column -> "- " + ColumnView.of(column))
                .collect(Collectors.joining("\n"));
    }
}
