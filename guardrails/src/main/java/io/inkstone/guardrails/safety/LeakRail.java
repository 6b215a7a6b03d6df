package io.inkstone.guardrails.safety;

import io.inkstone.guardrails.Finding;
import io.inkstone.guardrails.LiteralSet;
import io.inkstone.guardrails.Origin;
import io.inkstone.guardrails.Passage;
import io.inkstone.guardrails.Rail;
import io.inkstone.guardrails.Reach;
import io.inkstone.guardrails.safety.SourceText.Match;
import io.inkstone.guardrails.safety.SourceText.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the system prompt in an answer. A repetition is found from its fifth word on: four words say nothing yet, and a
 * stream of ordinary prose is not held back for them.
 */
final class LeakRail implements Rail {

    private static final int MOST = 4000;

    /** Twelve words or 24 Chinese characters. */
    private static final int LEAST_WEIGHT = 24;

    /** A piece counts towards a whole from six words or twelve characters on. */
    private static final int LEAST_PIECE = 12;

    /** Pieces leak the prompt when they hold so much of it. */
    private static final double LEAST_COVERAGE = 0.5;

    private final LiteralSet canaries;

    /** The system prompts of the exchange. */
    private final List<SourceText> sources;

    LeakRail(List<String> canaries) {
        this(LiteralSet.of(canaries), List.of());
    }

    private LeakRail(LiteralSet canaries, List<SourceText> sources) {
        this.canaries = canaries;
        this.sources = sources;
    }

    @Override
    public Rail given(List<Passage> context) {
        return new LeakRail(
                canaries,
                context.stream()
                        .filter(passage -> passage.origin() == Origin.SYSTEM)
                        .map(passage -> new SourceText(passage.text()))
                        .toList());
    }

    @Override
    public List<Finding> find(Passage passage) {
        List<Finding> findings = new ArrayList<>();
        canaries.find(passage.text())
                .forEach(hit -> findings.add(finding(hit.start(), hit.end(), "canary", "holds the canary text")));
        if (sources.isEmpty()) {
            return findings;
        }
        List<Unit> units = SourceText.units(passage.text());
        for (SourceText source : sources) {
            addRepetitions(source, units, findings);
        }
        findings.sort(Comparator.comparingInt(Finding::start));
        return findings;
    }

    private static void addRepetitions(SourceText source, List<Unit> units, List<Finding> findings) {
        int least = Math.min(LEAST_WEIGHT, Math.max(LEAST_PIECE, source.weight()));
        int covered = 0;
        int from = 0;
        while (from < units.size()) {
            Match match = source.matchAt(units, from);
            if (match == null) {
                from++;
                continue;
            }
            int weight = units.subList(match.first(), match.last()).stream()
                    .mapToInt(Unit::weight)
                    .sum();
            covered += weight >= LEAST_PIECE ? weight : 0;
            boolean pieces =
                    weight >= LEAST_PIECE && covered >= 2 * LEAST_WEIGHT && covered >= LEAST_COVERAGE * source.weight();
            if ((weight >= least || pieces) && match.last() - match.first() > SourceText.SHINGLE) {
                findings.add(finding(
                        units.get(match.first() + SourceText.SHINGLE).start(),
                        units.get(match.last() - 1).end(),
                        "system_prompt",
                        "repeats the system prompt word by word"));
            }
            from = weight >= least
                    ? match.last()
                    : from + Math.max(1, match.last() - match.first() - SourceText.SHINGLE);
        }
    }

    private static Finding finding(int start, int end, String category, String why) {
        return new Finding(LeakRailFactory.NAME, start, end, category, 1, why);
    }

    @Override
    public Reach reach() {
        return new Reach.Characters(MOST);
    }

    @Override
    public int openFrom(CharSequence window) {
        int open = canaries.openFrom(window);
        if (sources.isEmpty()) {
            return open;
        }
        List<Unit> units = SourceText.units(window);
        for (SourceText source : sources) {
            open = Math.min(open, openFrom(source, units, window.length()));
        }
        return open;
    }

    /** A repetition that reaches the end may go on; the last word may be a part of one only. */
    private static int openFrom(SourceText source, List<Unit> units, int length) {
        boolean partial = !units.isEmpty()
                && units.get(units.size() - 1).end() == length
                && units.get(units.size() - 1).weight() == 2;
        int complete = units.size() - (partial ? 1 : 0);
        int from = 0;
        while (from + SourceText.SHINGLE <= complete) {
            Match match = source.matchAt(units, from);
            if (match != null && match.last() >= complete) {
                int fifth = match.first() + SourceText.SHINGLE;
                return fifth < units.size() ? units.get(fifth).start() : length;
            }
            from += match == null ? 1 : Math.max(1, match.last() - from - SourceText.SHINGLE);
        }
        return length;
    }
}
