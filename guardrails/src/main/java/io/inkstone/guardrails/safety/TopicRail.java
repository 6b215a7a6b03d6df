package io.inkstone.guardrails.safety;

import io.inkstone.guardrails.Finding;
import io.inkstone.guardrails.Passage;
import io.inkstone.guardrails.Rail;
import io.inkstone.guardrails.Reach;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds the words of topics that a tenant forbids. */
final class TopicRail implements Rail {

    private final Map<String, PhraseSet> topics = new TreeMap<>();

    TopicRail(Map<String, List<String>> forbidden) {
        forbidden.forEach((topic, phrases) -> topics.put(topic, new PhraseSet(phrases)));
    }

    @Override
    public List<Finding> find(Passage passage) {
        List<Finding> findings = new ArrayList<>();
        topics.forEach((topic, phrases) -> {
            for (PhraseSet.Hit hit : phrases.find(passage.text())) {
                findings.add(new Finding(
                        TopicRailFactory.NAME, hit.start(), hit.end(), "topic_" + topic, 1, "names a forbidden topic"));
            }
        });
        findings.sort(Comparator.comparingInt(Finding::start));
        return findings;
    }

    @Override
    public Reach reach() {
        // Blanks and marks may stand between the characters of a phrase.
        int longest =
                topics.values().stream().mapToInt(PhraseSet::longest).max().orElse(1);
        return new Reach.Characters(8 * longest + 64);
    }

    @Override
    public int openFrom(CharSequence window) {
        return topics.values().stream()
                .mapToInt(phrases -> phrases.openFrom(window))
                .min()
                .orElse(window.length());
    }
}
