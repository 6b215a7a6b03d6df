package io.inkstone.connector;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a connector counts with {@link Figures}. From it the system derives the routes {@code GET /v1/usage/CONNECTOR} and
 * {@code GET /admin/v1/usage/CONNECTOR}, and the counters {@code inkstone_CONNECTOR_FIGURE_total} of {@code /metrics}.
 *
 * @param labelledBy what the labels are, in snake case, e.g. {@code language}
 * @param labels all labels there can be, so that no caller can add rows without end: lower-case letters, digits, {@code + # -}
 * @param figures what is counted
 * @param rates what follows from the sums
 */
public record FigureSheet(String labelledBy, Set<String> labels, List<Figure> figures, List<Rate> rates) {

    /** The label of everything that is not listed. */
    public static final String OTHER = "other";

    private static final int MOST = 256;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9+#-]{1,64}");

    /** Of a connector that counts nothing. */
    public static final FigureSheet NONE = new FigureSheet("label", Set.of(), List.of(), List.of());

    /**
     * One figure.
     *
     * @param name in snake case
     * @param summary one sentence for people
     */
    public record Figure(String name, String summary) {

        /** Refuses a name that is none. */
        public Figure {
            requireName(name);
        }
    }

    /**
     * A share of sums, from 0 to 1.
     *
     * @param name in snake case
     * @param part the figure above the line
     * @param whole the figures below it, added up
     */
    public record Rate(String name, String part, List<String> whole) {

        /** Copies; refuses a name that is none. */
        public Rate {
            requireName(name);
            whole = List.copyOf(whole);
        }
    }

    /** Copies; refuses names that cannot be told apart, and rates of what is not counted. */
    public FigureSheet {
        requireName(labelledBy);
        labels = Set.copyOf(labels);
        figures = List.copyOf(figures);
        rates = List.copyOf(rates);
        if (labels.size() > MOST || figures.size() > MOST) {
            throw new IllegalArgumentException("at most " + MOST + " labels and figures may be declared");
        }
        labels.forEach(label -> require(LABEL, label, "letters a to z, digits and + # -"));
        Set<String> names = new HashSet<>(Set.of(labelledBy, "tenant", "day"));
        Set<String> counted = new HashSet<>();
        for (Figure figure : figures) {
            counted.add(figure.name());
            requireNew(names, figure.name());
        }
        for (Rate rate : rates) {
            requireNew(names, rate.name());
            if (!counted.contains(rate.part()) || !counted.containsAll(rate.whole())) {
                throw new IllegalArgumentException(
                        "the rate '" + rate.name() + "' is of figures that are not declared");
            }
        }
    }

    /** The label as it is counted. */
    public String counted(String label) {
        return labels.contains(label) ? label : OTHER;
    }

    /** Whether a figure is declared. */
    public boolean declares(String figure) {
        return figures.stream().anyMatch(one -> one.name().equals(figure));
    }

    private static void requireNew(Set<String> names, String name) {
        if (!names.add(name)) {
            throw new IllegalArgumentException("the name '" + name + "' is declared twice, or is taken");
        }
    }

    private static void requireName(String name) {
        require(NAME, name, "lower-case letters, digits and underscores, a letter first, 40 at most");
    }

    private static void require(Pattern pattern, String name, String expected) {
        if (!pattern.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is no name here; expected " + expected);
        }
    }
}
