package io.inkstone.evaluation.guardrails;

import java.util.Map;

/**
 * How well the safety rails do.
 *
 * @param injection rates by set and label, cross-validated: each text judged by a classifier that was not trained on it
 * @param injectionGrouped the same where no text with five words in a row of it was trained on either
 * @param injectionUnseen rates of the library's own classifier on texts that none of its training held
 * @param offensive by part of COLDataset, none of which was trained on
 * @param groundedness our own pairs of claim and source; positive is an unsupported claim
 */
public record SafetyFigures(
        Map<String, Rate> injection,
        Map<String, Rate> injectionGrouped,
        Map<String, Rate> injectionUnseen,
        Map<String, Confusion> offensive,
        Confusion groundedness) {

    /** As text for people, with how each was measured. */
    public String report() {
        StringBuilder text = new StringBuilder();
        add(
                text,
                "Injection, 5-fold cross-validation: no text is judged by a classifier that was trained on it",
                injection);
        add(text, "Injection, the same with variants of a text kept in one fold", injectionGrouped);
        add(text, "Injection, the library's classifier on sets of which nothing was trained on", injectionUnseen);
        add(text, "Offence, COLDataset; trained on its train.csv alone", offensive);
        add(text, "Groundedness, own pairs", Map.of("unsupported claims", groundedness));
        return text.toString();
    }

    private static void add(StringBuilder text, String title, Map<String, ?> figures) {
        text.append(title).append(":\n");
        figures.forEach((name, figure) ->
                text.append("  ").append(name).append(": ").append(figure).append('\n'));
    }
}
