package io.inkstone.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule of a grammar: alternatives, each a sequence of characters and calls of rules. Repetitions and groups become
 * rules of their own that carry the name and place of the rule they were written in. Built by {@link GbnfParser}, not
 * changed after.
 */
final class GbnfRule {

    /** One step of a sequence. */
    sealed interface Element {}

    /** One character out of a set, as {@link CodePointRanges}. */
    static final class Chars implements Element {
        private final int[] ranges;

        /** Keeps the array, which nobody changes. */
        Chars(int[] ranges) {
            this.ranges = ranges;
        }

        boolean contains(int codePoint) {
            int at = Arrays.binarySearch(ranges, codePoint);
            // A bound itself is inside; else the place where it would stand is odd between a first and its last.
            return at >= 0 || (-at - 1) % 2 == 1;
        }
    }

    /** Whatever the rule says. */
    record Call(GbnfRule rule) implements Element {}

    /** An element and what follows it in its alternative. */
    record Step(Element element, @Nullable Step next) {}

    private final String name;
    private final int offset;
    private final int id;
    private final List<List<Element>> alternatives = new ArrayList<>();
    private final List<@Nullable Step> entries = new ArrayList<>();
    private boolean defined;

    GbnfRule(String name, int offset, int id) {
        this.name = name;
        this.offset = offset;
        this.id = id;
    }

    String name() {
        return name;
    }

    /** Where it was first named, as an index into the grammar's text. */
    int offset() {
        return offset;
    }

    /** Its index among all rules. */
    int id() {
        return id;
    }

    boolean isDefined() {
        return defined;
    }

    void define() {
        defined = true;
    }

    void addAlternative(List<Element> sequence) {
        alternatives.add(List.copyOf(sequence));
        Step step = null;
        for (int i = sequence.size() - 1; i >= 0; i--) {
            step = new Step(sequence.get(i), step);
        }
        entries.add(step);
    }

    List<List<Element>> alternatives() {
        return alternatives;
    }

    /** The first step of each alternative; null for one that is empty. */
    List<@Nullable Step> entries() {
        return entries;
    }
}
