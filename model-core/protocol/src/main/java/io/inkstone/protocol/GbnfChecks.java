package io.inkstone.protocol;

import io.inkstone.protocol.GbnfRule.Call;
import io.inkstone.protocol.GbnfRule.Chars;
import io.inkstone.protocol.GbnfRule.Element;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * What a grammar must hold so that an engine neither loops nor runs into a dead end on it: no rule comes back to itself
 * without a character in between, and every rule can come to an end. Linear in the size of the grammar.
 */
final class GbnfChecks {

    private final GbnfParser parser;
    private final List<GbnfRule> rules;
    private final boolean[] nullable;

    private GbnfChecks(GbnfParser parser, List<GbnfRule> rules) {
        this.parser = parser;
        this.rules = rules;
        this.nullable = derivable(false);
    }

    static void check(GbnfParser parser, List<GbnfRule> rules) {
        GbnfChecks checks = new GbnfChecks(parser, rules);
        checks.refuseLeftRecursion();
        checks.refuseEndless();
    }

    private void refuseEndless() {
        boolean[] finite = derivable(true);
        for (GbnfRule rule : rules) {
            if (!finite[rule.id()]) {
                throw parser.error(rule.offset(), "rule '" + rule.name() + "' can never come to an end");
            }
        }
    }

    /** One alternative that waits for the rules it calls. */
    private static final class Waiting {
        private final GbnfRule rule;
        private int missing;

        private Waiting(GbnfRule rule) {
            this.rule = rule;
        }
    }

    /**
     * By rule: whether it has an alternative all of whose elements are derivable. With characters counted as derivable
     * these are the rules that can end; without, the rules that can be empty.
     */
    private boolean[] derivable(boolean charsAre) {
        boolean[] derivable = new boolean[rules.size()];
        List<List<Waiting>> waiting = new ArrayList<>();
        rules.forEach(rule -> waiting.add(new ArrayList<>()));
        Deque<GbnfRule> news = new ArrayDeque<>();
        for (GbnfRule rule : rules) {
            for (List<Element> alternative : rule.alternatives()) {
                if (!charsAre && alternative.stream().anyMatch(Chars.class::isInstance)) {
                    continue;
                }
                Waiting entry = new Waiting(rule);
                for (Element element : alternative) {
                    if (element instanceof Call call) {
                        entry.missing++;
                        waiting.get(call.rule().id()).add(entry);
                    }
                }
                if (entry.missing == 0) {
                    news.add(rule);
                }
            }
        }
        while (!news.isEmpty()) {
            GbnfRule rule = news.remove();
            if (derivable[rule.id()]) {
                continue;
            }
            derivable[rule.id()] = true;
            for (Waiting entry : waiting.get(rule.id())) {
                if (--entry.missing == 0) {
                    news.add(entry.rule);
                }
            }
        }
        return derivable;
    }

    private record Visit(GbnfRule rule, Iterator<GbnfRule> rest) {}

    /** Depth first over "can begin with": a rule met again while it is still open comes back to itself. */
    private void refuseLeftRecursion() {
        boolean[] seen = new boolean[rules.size()];
        boolean[] open = new boolean[rules.size()];
        Deque<Visit> visits = new ArrayDeque<>();
        for (GbnfRule start : rules) {
            if (seen[start.id()]) {
                continue;
            }
            visits.push(enter(start, seen, open));
            while (!visits.isEmpty()) {
                Visit visit = visits.element();
                if (!visit.rest().hasNext()) {
                    open[visit.rule().id()] = false;
                    visits.pop();
                    continue;
                }
                GbnfRule next = visit.rest().next();
                if (open[next.id()]) {
                    throw parser.error(
                            next.offset(),
                            "rule '" + next.name() + "' is left-recursive: it comes back to itself, or repeats,"
                                    + " without a character in between");
                }
                if (!seen[next.id()]) {
                    visits.push(enter(next, seen, open));
                }
            }
        }
    }

    private Visit enter(GbnfRule rule, boolean[] seen, boolean[] open) {
        seen[rule.id()] = true;
        open[rule.id()] = true;
        return new Visit(rule, beginnings(rule).iterator());
    }

    /** The rules that may stand first. */
    private List<GbnfRule> beginnings(GbnfRule rule) {
        List<GbnfRule> beginnings = new ArrayList<>();
        for (List<Element> alternative : rule.alternatives()) {
            for (Element element : alternative) {
                if (!(element instanceof Call call)) {
                    break;
                }
                beginnings.add(call.rule());
                if (!nullable[call.rule().id()]) {
                    break;
                }
            }
        }
        return beginnings;
    }
}
