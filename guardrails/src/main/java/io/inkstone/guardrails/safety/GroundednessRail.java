package io.inkstone.guardrails.safety;

import io.inkstone.guardrails.Finding;
import io.inkstone.guardrails.Origin;
import io.inkstone.guardrails.Passage;
import io.inkstone.guardrails.Rail;
import io.inkstone.guardrails.Reach;
import io.inkstone.guardrails.Sentences;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks an answer against the documents that the model was given, sentence by sentence: what part of a sentence's content,
 * weighted by how rare it is in the documents (idf), the best passage holds, less for numbers and names that it lacks and
 * for a denial on one side only. The score is one minus this support. It reads no meaning: it finds what was made up, not
 * what was misunderstood.
 */
final class GroundednessRail implements Rail {

    private static final int MOST = 2000;

    /** Shorter sentences claim nothing that could be checked. */
    private static final int LEAST_TERMS = 3;

    /** A term that more passages hold tells them not apart. */
    private static final int MOST_POSTINGS = 64;

    private static final double MISSING_NUMBER = 0.25;
    private static final double MISSING_NAME = 0.5;
    private static final double OTHER_POLARITY = 0.4;

    private record Sources(List<ClaimTerms> passages, Map<String, List<Integer>> postings) {}

    private final Sources sources;

    GroundednessRail() {
        this(List.of());
    }

    /** Sentences, and pairs of neighbours, since a claim may take its parts from two. */
    private GroundednessRail(List<Passage> context) {
        this.sources = new Sources(new ArrayList<>(), new HashMap<>());
        for (Passage passage : context) {
            if (passage.origin() == Origin.DOCUMENT) {
                addPassages(passage.text(), sources);
            }
        }
    }

    @Override
    public Rail given(List<Passage> context) {
        return new GroundednessRail(context);
    }

    @Override
    public List<Finding> find(Passage passage) {
        List<Finding> findings = new ArrayList<>();
        if (sources.passages().isEmpty()) {
            return findings;
        }
        for (TextWindow sentence : sentences(passage.text())) {
            ClaimTerms claim = ClaimTerms.of(passage.text().substring(sentence.start(), sentence.end()));
            if (claim.words().size() + claim.numbers().size() >= LEAST_TERMS) {
                double score = 1 - support(claim, sources);
                findings.add(new Finding(
                        GroundednessRailFactory.NAME,
                        sentence.start(),
                        sentence.end(),
                        "unsupported",
                        Math.max(0, Math.min(1, score)),
                        "one minus what the documents hold of it"));
            }
        }
        return findings;
    }

    private static double support(ClaimTerms claim, Sources sources) {
        Map<Integer, Double> held = new HashMap<>();
        double total = 0;
        for (String word : claim.words()) {
            List<Integer> passages = sources.postings().getOrDefault(word, List.of());
            double idf = Math.log(1 + (double) sources.passages().size() / (1 + passages.size())) + 0.5;
            total += idf;
            passages.stream().limit(MOST_POSTINGS).forEach(passage -> held.merge(passage, idf, Double::sum));
        }
        double best = 0;
        for (Map.Entry<Integer, Double> passage : held.entrySet()) {
            best = Math.max(
                    best,
                    passage.getValue()
                            / total
                            * agreement(claim, sources.passages().get(passage.getKey())));
        }
        return best;
    }

    private static double agreement(ClaimTerms claim, ClaimTerms passage) {
        double agreement = 1;
        if (!passage.numbers().containsAll(claim.numbers())) {
            agreement *= MISSING_NUMBER;
        }
        if (!passage.words().containsAll(claim.names())) {
            agreement *= MISSING_NAME;
        }
        if (claim.negated() != passage.negated()) {
            agreement *= OTHER_POLARITY;
        }
        return agreement;
    }

    private static void addPassages(String text, Sources sources) {
        List<TextWindow> sentences = sentences(text);
        for (int i = 0; i < sentences.size(); i++) {
            int start = sentences.get(i).start();
            add(text.substring(start, sentences.get(i).end()), sources);
            if (i + 1 < sentences.size()) {
                add(text.substring(start, sentences.get(i + 1).end()), sources);
            }
        }
    }

    private static void add(String text, Sources sources) {
        ClaimTerms terms = ClaimTerms.of(text);
        int number = sources.passages().size();
        sources.passages().add(terms);
        for (String word : terms.words()) {
            sources.postings().computeIfAbsent(word, key -> new ArrayList<>()).add(number);
        }
    }

    private static List<TextWindow> sentences(String text) {
        List<TextWindow> sentences = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= text.length(); i++) {
            if (i == text.length() || Sentences.endsAt(text, i) || i - start >= MOST) {
                if (!text.substring(start, i).isBlank()) {
                    sentences.add(new TextWindow(start, i));
                }
                start = i;
            }
        }
        return sentences;
    }

    @Override
    public Reach reach() {
        return new Reach.Sentence(MOST);
    }
}
