package io.inkstone.guardrails.names;

import java.util.List;

/** The tagger's labels: outside, or the beginning or the inside of one of four kinds. */
final class Label {

    static final int COUNT = 9;
    static final int OUTSIDE = 0;

    /** The kinds by number, as categories of findings. */
    private static final String[] CATEGORIES = {"person", "location", "organization", "address"};

    private Label() {}

    static int begin(int kind) {
        return 1 + 2 * kind;
    }

    static boolean isBegin(int label) {
        return (label & 1) == 1;
    }

    static boolean isInside(int label) {
        return label > 0 && (label & 1) == 0;
    }

    static int kind(int label) {
        return (label - 1) >> 1;
    }

    static String category(int label) {
        return CATEGORIES[kind(label)];
    }

    /** The number of a category; -1 where the tagger does not know it. */
    static int kindOf(String category) {
        return List.of(CATEGORIES).indexOf(category);
    }

    /** Whether one label may follow another; the inside of a kind follows only the same kind. */
    static boolean follows(int label, int previous) {
        return !isInside(label) || previous == label || previous == label - 1;
    }
}
