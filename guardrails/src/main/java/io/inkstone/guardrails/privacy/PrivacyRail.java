package io.inkstone.guardrails.privacy;

import io.inkstone.guardrails.Finding;
import io.inkstone.guardrails.Origin;
import io.inkstone.guardrails.Passage;
import io.inkstone.guardrails.Rail;
import io.inkstone.guardrails.Reach;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Several rails that look for private data as one. Findings that overlap become one, from the first character to the last of
 * them, so that no part of any is left; it is called what the longest of them is, or of two that are as long, the surer.
 * Unsure findings give way to sure ones, and names to what has {@link ExactSpans}.
 */
final class PrivacyRail implements Rail {

    /** From this score on a finding counts against others. */
    static final double SURE = 0.5;

    static final Comparator<Finding> BY_PLACE = Comparator.comparingInt(Finding::start)
            .thenComparing(Comparator.comparingInt(Finding::end).reversed());

    private static final Comparator<Finding> BY_WEIGHT = Comparator.<Finding>comparingInt(
                    finding -> finding.end() - finding.start())
            .thenComparingDouble(Finding::score);

    private final List<Rail> parts;
    private final Reach reach;

    PrivacyRail(List<Rail> parts) {
        this.parts = List.copyOf(parts);
        this.reach = parts.stream().map(Rail::reach).reduce(PrivacyRail::wider).orElse(new Reach.Characters(1));
    }

    @Override
    public List<Finding> find(Passage passage) {
        List<Finding> all = ExactSpans.apart(raw(passage), passage.text());
        List<Finding> merged =
                merged(all.stream().filter(finding -> finding.score() >= SURE).toList());
        List<Finding> unsure =
                all.stream().filter(finding -> finding.score() < SURE).toList();
        if (!unsure.isEmpty()) {
            addApart(merged, merged(unsure));
        }
        return merged;
    }

    @Override
    public Reach reach() {
        return reach;
    }

    @Override
    public int openFrom(CharSequence window) {
        int open = window.length();
        for (Rail part : parts) {
            if (part.reach() instanceof Reach.Characters) {
                open = Math.min(open, part.openFrom(window));
            }
        }
        if (open == window.length()) {
            return open;
        }
        // What overlaps is decided together.
        List<Finding> found = raw(Passage.of(Origin.MODEL, window.toString()));
        for (int i = found.size() - 1; i >= 0; i--) {
            Finding finding = found.get(i);
            if (finding.start() < open && finding.end() > open) {
                open = finding.start();
            }
        }
        return open;
    }

    /** What the parts find, in the order of the text. */
    private List<Finding> raw(Passage passage) {
        List<Finding> all = new ArrayList<>();
        for (Rail part : parts) {
            for (Finding finding : part.find(passage)) {
                all.add(
                        finding.rail().equals(PrivacyRailFactory.NAME)
                                ? finding
                                : new Finding(
                                        PrivacyRailFactory.NAME,
                                        finding.start(),
                                        finding.end(),
                                        finding.category(),
                                        finding.score(),
                                        finding.why()));
            }
        }
        all.sort(BY_PLACE);
        return all;
    }

    private static List<Finding> merged(List<Finding> sorted) {
        List<Finding> merged = new ArrayList<>();
        for (int i = 0; i < sorted.size(); ) {
            Finding best = sorted.get(i);
            int start = best.start();
            int end = best.end();
            for (i++; i < sorted.size() && sorted.get(i).start() < end; i++) {
                Finding next = sorted.get(i);
                end = Math.max(end, next.end());
                best = BY_WEIGHT.compare(next, best) > 0 ? next : best;
            }
            merged.add(
                    best.start() == start && best.end() == end
                            ? best
                            : new Finding(best.rail(), start, end, best.category(), best.score(), best.why()));
        }
        return merged;
    }

    /** Adds those that touch none of the others. */
    private static void addApart(List<Finding> merged, List<Finding> unsure) {
        List<Finding> apart = new ArrayList<>();
        int i = 0;
        for (Finding finding : unsure) {
            while (i < merged.size() && merged.get(i).end() <= finding.start()) {
                i++;
            }
            if (i == merged.size() || merged.get(i).start() >= finding.end()) {
                apart.add(finding);
            }
        }
        merged.addAll(apart);
        merged.sort(BY_PLACE);
    }

    private static Reach wider(Reach one, Reach other) {
        if (one instanceof Reach.Whole || other instanceof Reach.Whole) {
            return new Reach.Whole();
        }
        if (one instanceof Reach.Characters a && other instanceof Reach.Characters b) {
            return a.most() >= b.most() ? a : b;
        }
        if (one instanceof Reach.Sentence a && other instanceof Reach.Sentence b) {
            return a.most() >= b.most() ? a : b;
        }
        return one instanceof Reach.Sentence ? one : other;
    }
}
