package io.inkstone.guardrails.safety;

import io.inkstone.guardrails.Action;
import io.inkstone.guardrails.Origin;
import io.inkstone.guardrails.Rail;
import io.inkstone.guardrails.RailFactory;
import io.inkstone.guardrails.RailOptions;
import io.inkstone.guardrails.RailRule;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the rail {@code injection}: prompt injection and jailbreaks, in what a person types and in what documents and tools
 * hold. It has no options of its own; its measured errors are in {@code MODEL_CARD.md} beside its weights.
 */
public final class InjectionRailFactory implements RailFactory {

    static final String NAME = "injection";

    private static final class Bundled {
        private static final TextClassifier CLASSIFIER = TextClassifier.resource("injection.weights");
    }

    private final @Nullable TextClassifier classifier;

    /** With the weights of this library. */
    public InjectionRailFactory() {
        this.classifier = null;
    }

    /** With other weights, e.g. to measure them on texts that these were not trained on. */
    public InjectionRailFactory(TextClassifier classifier) {
        this.classifier = classifier;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public RailRule defaults() {
        return new RailRule(Set.of(Origin.USER, Origin.DOCUMENT), Action.BLOCK, 0.45, true);
    }

    @Override
    public Rail create(RailOptions options) {
        return new InjectionRail(classifier == null ? Bundled.CLASSIFIER : classifier);
    }
}
