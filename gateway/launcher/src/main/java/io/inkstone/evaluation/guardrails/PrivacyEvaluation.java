package io.inkstone.evaluation.guardrails;

import io.inkstone.guardrails.Finding;
import io.inkstone.guardrails.Origin;
import io.inkstone.guardrails.Passage;
import io.inkstone.guardrails.Rail;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Measures a rail on the synthetic texts of presidio-research, beside Presidio itself. */
public final class PrivacyEvaluation {

    /**
     * What one of the two reached.
     *
     * @param score by the names of the mapping of types
     * @param names persons, places and addresses, organisations, nationalities and dates together
     * @param shared every type that both have a name for, together
     * @param charactersPerSecond UTF-16 units of text, on one thread
     */
    public record Figures(SpanScore score, SpanScore.Tally names, SpanScore.Tally shared, double charactersPerSecond) {}

    /**
     * What was measured in one run.
     *
     * @param presidio empty where it cannot be had
     * @param skipped why it is empty
     */
    public record Report(int texts, Figures ours, Optional<Figures> presidio, Optional<String> skipped) {}

    private PrivacyEvaluation() {}

    /**
     * Measures both.
     *
     * @param set the file {@code synth_dataset_v2.json}
     * @param rail the rail to measure
     * @throws IOException when the set cannot be read
     */
    public static Report measure(Path set, Rail rail, PresidioPeer peer, Sample sample)
            throws IOException, InterruptedException {
        List<AnnotatedText> texts = sample.of(PresidioDataset.read(set));
        Figures ours = ours(texts, rail);
        PresidioPeer.Outcome outcome =
                peer.find(texts.stream().map(AnnotatedText::text).toList());
        if (outcome instanceof PresidioPeer.Outcome.Found found) {
            List<Set<TypedSpan>> spans =
                    found.spans().stream().map(PrivacyEvaluation::fromPresidio).toList();
            Figures presidio = figures(texts, spans, found.seconds());
            return new Report(texts.size(), ours, Optional.of(presidio), Optional.empty());
        }
        String why = ((PresidioPeer.Outcome.Skipped) outcome).why();
        return new Report(texts.size(), ours, Optional.empty(), Optional.of(why));
    }

    private static Figures ours(List<AnnotatedText> texts, Rail rail) {
        // Once before it counts, as Presidio has started before it counts.
        texts.forEach(text -> rail.find(Passage.of(Origin.USER, text.text())));
        List<Set<TypedSpan>> spans = new ArrayList<>();
        long started = System.nanoTime();
        for (AnnotatedText text : texts) {
            spans.add(fromOurs(rail.find(Passage.of(Origin.USER, text.text()))));
        }
        return figures(texts, spans, (System.nanoTime() - started) / 1e9);
    }

    private static Figures figures(List<AnnotatedText> texts, List<Set<TypedSpan>> spans, double seconds) {
        SpanScore score = SpanScore.of(texts.stream().map(AnnotatedText::spans).toList(), spans);
        long characters = texts.stream().mapToLong(text -> text.text().length()).sum();
        return new Figures(
                score, together(score, TypeMapping.NAMES), together(score, TypeMapping.ofBoth()), characters / seconds);
    }

    private static SpanScore.Tally together(SpanScore score, List<TypeMapping> types) {
        return types.stream()
                .map(type -> score.types().getOrDefault(type.name(), SpanScore.Tally.NONE))
                .reduce(SpanScore.Tally.NONE, SpanScore.Tally::plus);
    }

    private static Set<TypedSpan> fromOurs(List<Finding> findings) {
        Set<TypedSpan> spans = new HashSet<>();
        for (Finding finding : findings) {
            TypeMapping.ofOurs(finding.category())
                    .ifPresent(type -> spans.add(new TypedSpan(finding.start(), finding.end(), type.name())));
        }
        return spans;
    }

    private static Set<TypedSpan> fromPresidio(Set<TypedSpan> found) {
        Set<TypedSpan> spans = new HashSet<>();
        for (TypedSpan span : found) {
            TypeMapping.ofPresidio(span.type())
                    .ifPresent(type -> spans.add(new TypedSpan(span.start(), span.end(), type.name())));
        }
        return spans;
    }
}
