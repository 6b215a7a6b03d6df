package io.inkstone.guardrails.safety;

import io.inkstone.guardrails.Finding;
import io.inkstone.guardrails.Passage;
import io.inkstone.guardrails.Rail;
import io.inkstone.guardrails.Reach;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds windows of a text that instruct the model against whoever set it up. A long text is only a little likelier to hold
 * an injection: the odds of each of its {@code n} windows are divided by the root of {@code n}.
 */
final class InjectionRail implements Rail {

    /** Below this it is not worth an object. */
    private static final double LEAST_SCORE = 0.05;

    private final TextClassifier classifier;

    InjectionRail(TextClassifier classifier) {
        this.classifier = classifier;
    }

    @Override
    public List<Finding> find(Passage passage) {
        String text = passage.text();
        List<Finding> findings = new ArrayList<>();
        List<TextWindow> windows = TextWindow.of(text);
        double priorShift = Math.log(Math.max(1, windows.size())) / 2;
        for (TextWindow window : windows) {
            double logit = classifier.logit(text.substring(window.start(), window.end())) - priorShift;
            double score = TextClassifier.probability(logit);
            if (score >= LEAST_SCORE) {
                findings.add(new Finding(
                        InjectionRailFactory.NAME,
                        window.start(),
                        window.end(),
                        "prompt_injection",
                        score,
                        "reads like an instruction to the model, by the classifier of phrases"));
            }
        }
        return findings;
    }

    @Override
    public Reach reach() {
        return new Reach.Sentence(2000);
    }
}
