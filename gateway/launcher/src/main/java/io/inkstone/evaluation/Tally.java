package io.inkstone.evaluation;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** How often each verdict was given. */
record Tally(Map<Verdict, Integer> counts, int all) {

    /** Counts the answers to the requests that the rule takes. */
    static Tally of(List<Scored> answers, Predicate<FormulaRequest> rule) {
        Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
        int all = 0;
        for (Scored scored : answers) {
            if (rule.test(scored.request())) {
                counts.merge(scored.verdict(), 1, Integer::sum);
                all++;
            }
        }
        return new Tally(counts, all);
    }

    Proportion of(Verdict verdict) {
        return new Proportion(counts.getOrDefault(verdict, 0), all);
    }
}
