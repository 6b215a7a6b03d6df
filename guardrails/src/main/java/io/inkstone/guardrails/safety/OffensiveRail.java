package io.inkstone.guardrails.safety;

import io.inkstone.guardrails.Finding;
import io.inkstone.guardrails.Passage;
import io.inkstone.guardrails.Rail;
import io.inkstone.guardrails.Reach;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds insults, slurs and illegal offers: by phrases, and where it is asked to by a classifier of sentences. */
final class OffensiveRail implements Rail {

    private static final double LEAST_SCORE = 0.05;

    private final PhraseSet phrases;
    private final @Nullable TextClassifier classifier;

    OffensiveRail(PhraseSet phrases, @Nullable TextClassifier classifier) {
        this.phrases = phrases;
        this.classifier = classifier;
    }

    @Override
    public List<Finding> find(Passage passage) {
        List<Finding> findings = new ArrayList<>();
        for (PhraseSet.Hit hit : phrases.find(passage.text())) {
            findings.add(finding(hit.start(), hit.end(), 1, "a phrase of the list"));
        }
        if (classifier != null) {
            classify(passage.text(), classifier, findings);
        }
        findings.sort(Comparator.comparingInt(Finding::start));
        return findings;
    }

    /** The classifier has learnt Chinese only. */
    private static void classify(String text, TextClassifier classifier, List<Finding> findings) {
        for (TextWindow window : TextWindow.of(text)) {
            String part = text.substring(window.start(), window.end());
            long han = part.chars().filter(c -> FoldedText.han((char) c)).count();
            if (4 * han >= part.length()) {
                double score = TextClassifier.probability(classifier.logit(part));
                if (score >= LEAST_SCORE) {
                    findings.add(finding(window.start(), window.end(), score, "by the classifier of Chinese offence"));
                }
            }
        }
    }

    private static Finding finding(int start, int end, double score, String why) {
        return new Finding(OffensiveRailFactory.NAME, start, end, "offensive", score, why);
    }

    @Override
    public Reach reach() {
        return classifier == null ? new Reach.Characters(8 * phrases.longest() + 64) : new Reach.Sentence(2000);
    }

    @Override
    public int openFrom(CharSequence window) {
        return phrases.openFrom(window);
    }
}
