package io.inkstone.guardrails.safety;

import io.inkstone.guardrails.Action;
import io.inkstone.guardrails.Origin;
import io.inkstone.guardrails.Rail;
import io.inkstone.guardrails.RailFactory;
import io.inkstone.guardrails.RailOptions;
import io.inkstone.guardrails.RailRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Makes the rail {@code offensive}: insults, slurs and illegal offers in what a model writes. Options: {@code classifier}
 * ({@code off}, or {@code on}: a classifier of Chinese sentences too, which holds a stream back until each sentence ends),
 * and {@code words} (further phrases).
 */
public final class OffensiveRailFactory implements RailFactory {

    static final String NAME = "offensive";

    private static final class Bundled {
        private static final TextClassifier CLASSIFIER = TextClassifier.resource("offensive.weights");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public RailRule defaults() {
        return new RailRule(Set.of(Origin.MODEL), Action.BLOCK, 0.5, true);
    }

    @Override
    public Rail create(RailOptions options) {
        List<String> phrases = new ArrayList<>(PhraseFile.lines("offensive.txt"));
        phrases.addAll(options.texts("words"));
        return switch (options.text("classifier", "off")) {
            case "off", "false" -> new OffensiveRail(new PhraseSet(phrases), null);
            case "on", "true" -> new OffensiveRail(new PhraseSet(phrases), Bundled.CLASSIFIER);
            default -> throw options.wrong("classifier", "it is either on or off.");
        };
    }
}
