package io.inkstone.protocol;

import io.inkstone.protocol.GbnfRule.Call;
import io.inkstone.protocol.GbnfRule.Chars;
import io.inkstone.protocol.GbnfRule.Element;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Reads the text of a grammar into rules. The language is the one that llama.cpp read in early 2025, and what is refused
 * here beyond it (rules defined twice, classes that hold nothing, characters no text can hold) is never useful.
 */
final class GbnfParser {

    private final GbnfReader in;
    private final List<GbnfRule> rules = new ArrayList<>();
    private final Map<String, GbnfRule> named = new HashMap<>();
    private final Map<Integer, Chars> singles = new HashMap<>();
    private long elements;
    private int depth;

    GbnfParser(String text) {
        this.in = new GbnfReader(text);
    }

    /** All rules, the named and those made for groups and repetitions, in the order of first mention. */
    List<GbnfRule> parse() {
        in.skipSpace(true);
        while (!in.atEnd()) {
            parseRule();
            in.skipSpace(true);
        }
        GbnfRule root = named.get("root");
        if (root == null || !root.isDefined()) {
            throw in.error(0, "there is no rule 'root' to begin with");
        }
        for (GbnfRule rule : rules) {
            if (!rule.isDefined()) {
                throw in.error(rule.offset(), "rule '" + rule.name() + "' is not defined");
            }
        }
        return rules;
    }

    /** The rule to begin with; after {@link #parse}. */
    GbnfRule root() {
        return Objects.requireNonNull(named.get("root"));
    }

    /** An error at an index of the text. */
    ApiException error(int offset, String what) {
        return in.error(offset, what);
    }

    private void parseRule() {
        int start = in.offset();
        String name = in.name();
        GbnfRule rule = rule(name, start);
        if (rule.isDefined()) {
            throw in.error(start, "rule '" + name + "' is defined twice");
        }
        in.skipSpace(false);
        in.expect("::=");
        in.skipSpace(true);
        parseAlternatives(rule, false);
        rule.define();
        in.endOfRule();
    }

    private GbnfRule rule(String name, int offset) {
        GbnfRule rule = named.get(name);
        if (rule == null) {
            if (named.size() == Gbnf.MAX_RULES) {
                throw in.error(offset, "there are more than " + Gbnf.MAX_RULES + " rules");
            }
            rule = newRule(name, offset);
            named.put(name, rule);
        }
        return rule;
    }

    private GbnfRule newRule(String name, int offset) {
        GbnfRule rule = new GbnfRule(name, offset, rules.size());
        rules.add(rule);
        return rule;
    }

    /** A rule without a name of its own, for a part of {@code owner}. */
    private GbnfRule part(GbnfRule owner, int offset) {
        GbnfRule rule = newRule(owner.name(), offset);
        rule.define();
        return rule;
    }

    private void parseAlternatives(GbnfRule rule, boolean nested) {
        add(rule, parseSequence(rule, nested));
        while (in.take('|')) {
            in.skipSpace(true);
            add(rule, parseSequence(rule, nested));
        }
    }

    private void add(GbnfRule rule, List<Element> sequence) {
        charge(sequence.size() + 1L);
        rule.addAlternative(sequence);
    }

    private void charge(long count) {
        elements += count;
        if (elements > Gbnf.MAX_ELEMENTS) {
            throw in.error(
                    in.offset(),
                    "it is too large: more than " + Gbnf.MAX_ELEMENTS + " characters and calls, written out");
        }
    }

    private List<Element> parseSequence(GbnfRule rule, boolean nested) {
        List<Element> sequence = new ArrayList<>();
        int itemStart = 0;
        while (true) {
            int offset = in.offset();
            int next = in.peek();
            if (next == '"') {
                itemStart = sequence.size();
                in.literal().codePoints().forEach(c -> sequence.add(single(c)));
            } else if (next == '[') {
                itemStart = sequence.size();
                sequence.add(new Chars(in.charClass()));
            } else if (next == '.') {
                itemStart = sequence.size();
                in.next();
                sequence.add(new Chars(CodePointRanges.everything()));
            } else if (next == '(') {
                itemStart = sequence.size();
                sequence.add(new Call(parseGroup(rule)));
            } else if (in.atNameChar()) {
                itemStart = sequence.size();
                sequence.add(new Call(rule(in.name(), offset)));
            } else if (in.atRepetition()) {
                repeat(rule, sequence, itemStart);
            } else {
                return sequence;
            }
            in.skipSpace(nested);
        }
    }

    private GbnfRule parseGroup(GbnfRule owner) {
        int start = in.offset();
        if (++depth > Gbnf.MAX_DEPTH) {
            throw in.error(start, "groups are nested more than " + Gbnf.MAX_DEPTH + " deep");
        }
        in.next();
        in.skipSpace(true);
        GbnfRule group = part(owner, start);
        parseAlternatives(group, true);
        if (!in.take(')')) {
            throw in.error(in.offset(), "expected ')' for the group that begins at " + in.place(start));
        }
        depth--;
        return group;
    }

    private Chars single(int codePoint) {
        return singles.computeIfAbsent(codePoint, c -> new Chars(new int[] {c, c}));
    }

    /** Replaces the item that ends the sequence by its repetition. */
    private void repeat(GbnfRule owner, List<Element> sequence, int itemStart) {
        int offset = in.offset();
        if (itemStart == sequence.size()) {
            throw in.error(offset, "there is nothing to repeat");
        }
        GbnfReader.Times times = in.repetition();
        List<Element> tail = sequence.subList(itemStart, sequence.size());
        if (tail.size() > 1) {
            // An engine writes a repeated literal out in full, where one call each is enough here.
            charge((long) tail.size() * Math.max(times.min(), times.max()));
        }
        Element item = tail.size() == 1 ? tail.get(0) : new Call(group(owner, offset, tail));
        tail.clear();
        for (int i = 0; i < times.min(); i++) {
            sequence.add(item);
        }
        if (times.unbounded()) {
            sequence.add(new Call(loop(owner, offset, item)));
        } else if (times.max() > times.min()) {
            sequence.add(new Call(optionals(owner, offset, item, times.max() - times.min())));
        }
    }

    private GbnfRule group(GbnfRule owner, int offset, List<Element> sequence) {
        GbnfRule group = part(owner, offset);
        add(group, sequence);
        return group;
    }

    /** {@code loop ::= item loop | ""}. */
    private GbnfRule loop(GbnfRule owner, int offset, Element item) {
        GbnfRule loop = part(owner, offset);
        add(loop, List.of(item, new Call(loop)));
        add(loop, List.of());
        return loop;
    }

    /** {@code optional1 ::= item optional2 | ""} and so on. */
    private GbnfRule optionals(GbnfRule owner, int offset, Element item, int count) {
        GbnfRule optional = part(owner, offset);
        add(optional, List.of(item));
        add(optional, List.of());
        for (int i = 1; i < count; i++) {
            GbnfRule outer = part(owner, offset);
            add(outer, List.of(item, new Call(optional)));
            add(outer, List.of());
            optional = outer;
        }
        return optional;
    }
}
