package io.inkstone.evaluation.guardrails;

import io.inkstone.guardrails.Guard;
import io.inkstone.guardrails.Origin;
import io.inkstone.guardrails.Passage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Measures how well a guard finds Chinese identifiers in generated sentences, and how often it takes something else for one.
 * Findings of other categories than the set's, such as dates of birth, count neither way.
 */
public final class ChineseIdentifierEvaluation {

    /** What the set has of. */
    private static final Set<String> TYPES = Set.of(
            "resident_id", "phone", "landline", "bank_card", "credit_card", "passport", "vehicle_plate", "credit_code");

    /**
     * What was measured.
     *
     * @param sentences how many were looked at
     * @param score by type
     * @param withoutIdentifiers sentences that hold none
     * @param falselyFlagged those of them in which something was found
     */
    public record Figures(int sentences, SpanScore score, int withoutIdentifiers, int falselyFlagged) {}

    private ChineseIdentifierEvaluation() {}

    /** Measures a guard that looks at the user's words. */
    public static Figures measure(Guard guard, long seed, int sentences) {
        List<Set<TypedSpan>> gold = new ArrayList<>();
        List<Set<TypedSpan>> found = new ArrayList<>();
        int without = 0;
        int flagged = 0;
        for (ChineseIdentifierSet.Sample sample : ChineseIdentifierSet.generate(seed, sentences)) {
            Set<TypedSpan> spans = found(guard, sample.text());
            gold.add(sample.spans());
            found.add(spans);
            if (sample.spans().isEmpty()) {
                without++;
                flagged += spans.isEmpty() ? 0 : 1;
            }
        }
        return new Figures(sentences, SpanScore.of(gold, found), without, flagged);
    }

    private static Set<TypedSpan> found(Guard guard, String text) {
        Set<TypedSpan> spans = new LinkedHashSet<>();
        guard.check(Passage.of(Origin.USER, text)).findings().stream()
                .filter(finding -> TYPES.contains(finding.category()))
                .forEach(finding -> spans.add(new TypedSpan(finding.start(), finding.end(), finding.category())));
        return spans;
    }
}
