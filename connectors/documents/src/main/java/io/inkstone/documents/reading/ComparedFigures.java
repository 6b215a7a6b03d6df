package io.inkstone.documents.reading;

import io.inkstone.documents.linking.Comparison;
import io.inkstone.documents.linking.Cue;
import io.inkstone.documents.linking.CueMention;
import io.inkstone.documents.linking.Links;
import io.inkstone.documents.linking.Span;
import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.ColumnType;
import io.inkstone.documents.sheet.Table;
import io.inkstone.documents.sketch.Aggregate;
import io.inkstone.documents.sketch.Condition;
import io.inkstone.documents.sketch.Sketch;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Two figures that a request holds against each other: growth between two times, difference between two groups or columns. */
final class ComparedFigures {

    private static final Pattern FROM_TO = Pattern.compile("^\\s*(?:\\([^)]*\\))?\\s*(?:to|到|至)\\b?.*");
    private static final Pattern STATED = Pattern.compile("\\bfrom\\b.*\\bto\\b|从.*[到至]");
    private static final Pattern SIGNED = Pattern.compile("\\bminus\\b|\\bless\\b|减|\\bthan\\b|比|left|remain|剩");
    private static final Pattern FEWER = Pattern.compile("\\b(?:less|fewer|lower|cheaper|shorter)\\b|(?<!多)少|低|便宜|短");

    private final Links links;
    private final Table table;
    private final List<ConditionReader.Slot> slots;
    private final Measures measures;
    private final List<Candidate> found = new ArrayList<>();

    ComparedFigures(Links links, ConditionReader conditions, Measures measures) {
        this.links = links;
        this.table = links.table();
        this.slots = conditions.slots();
        this.measures = measures;
    }

    /** One side of a comparison: its conditions and where it is named. */
    private record Side(Condition condition, Span span) {}

    /** The candidates for one choice of readings; none when no two sides are named. */
    List<Candidate> candidates(Selection selection) {
        boolean growth = links.asks(Cue.GROWTH);
        List<Condition> chosen = selection.chosen();
        for (int i = 0; i < chosen.size(); i++) {
            for (int j = i + 1; j < chosen.size(); j++) {
                if (areSides(chosen.get(i), chosen.get(j))) {
                    List<Condition> rest = new ArrayList<>(chosen);
                    rest.remove(j);
                    rest.remove(i);
                    Side first = new Side(chosen.get(i), slots.get(i).span());
                    Side second = new Side(chosen.get(j), slots.get(j).span());
                    Selection.joined(rest)
                            .ifPresent(joined -> ofSides(growth, first, second, joined, selection.penalty()));
                }
            }
        }
        if (found.isEmpty()) {
            Selection.joined(chosen).ifPresent(joined -> ofColumns(growth, joined, selection.penalty()));
        }
        return found;
    }

    private static boolean areSides(Condition one, Condition other) {
        boolean same = one.column() == other.column() && !one.equals(other);
        return same
                && (one instanceof Condition.In a && other instanceof Condition.In b && !a.negated() && !b.negated()
                        || one instanceof Condition.Days && other instanceof Condition.Days
                        || one instanceof Condition.Months && other instanceof Condition.Months
                        || one instanceof Condition.Contains && other instanceof Condition.Contains
                        || isEqual(one) && isEqual(other));
    }

    private static boolean isEqual(Condition condition) {
        return condition instanceof Condition.Compares compares && compares.comparison() == Comparison.EQUAL;
    }

    private void ofSides(boolean growth, Side first, Side second, List<Condition> rest, double penalty) {
        boolean swapped = growth ? growsFromFirst(first, second) : isFewer();
        List<Condition> one = with(rest, swapped ? second.condition : first.condition);
        List<Condition> other = with(rest, swapped ? first.condition : second.condition);
        Sketch.Relation relation = relation(growth);
        List<Measures.Scored> named = measures.namedOrMoney();
        for (Measures.Scored measure : named) {
            Aggregate aggregate = aggregate(measure.column());
            add(
                    new Sketch.Combined(
                            relation,
                            new Sketch.Figure(table, aggregate, measure.column(), one),
                            new Sketch.Figure(table, aggregate, measure.column(), other)),
                    penalty + measure.penalty());
        }
        if (named.isEmpty()) {
            double counted = links.asks(Cue.COUNT) || namesRows() ? 0 : 0.3;
            add(
                    new Sketch.Combined(
                            relation,
                            new Sketch.Figure(table, Aggregate.COUNT, null, one),
                            new Sketch.Figure(table, Aggregate.COUNT, null, other)),
                    penalty + counted);
        }
    }

    /** "Invoices", but not the word in "invoice date". */
    private boolean namesRows() {
        return links.cues().stream()
                .anyMatch(cue -> cue.cue() == Cue.ROWS
                        && links.columns().stream()
                                .noneMatch(column -> column.span().contains(cue.span())
                                        && column.column().type() != ColumnType.TEXT));
    }

    private Aggregate aggregate(Column column) {
        if (links.asks(Cue.AVERAGE)) {
            return Aggregate.AVERAGE;
        }
        if (links.asks(Cue.MEDIAN)) {
            return Aggregate.MEDIAN;
        }
        return Headers.isRate(column) && !links.asks(Cue.SUM) ? Aggregate.AVERAGE : Aggregate.SUM;
    }

    /** Whether the second side is the later or the named goal, so that growth goes from the first to it. */
    private boolean growsFromFirst(Side first, Side second) {
        LocalDate one = start(first.condition);
        LocalDate other = start(second.condition);
        if (one != null && other != null) {
            return one.isBefore(other);
        }
        if (first.condition instanceof Condition.Months a && second.condition instanceof Condition.Months b) {
            return a.months().get(0) < b.months().get(0);
        }
        if (first.condition instanceof Condition.Compares a && second.condition instanceof Condition.Compares b) {
            return a.value() < b.value();
        }
        return FROM_TO.matcher(
                        links.words(new Span(first.span.end(), Math.max(first.span.end() + 1, second.span.start()))))
                .matches();
    }

    private static @Nullable LocalDate start(Condition condition) {
        return condition instanceof Condition.Days days ? days.from() : null;
    }

    private boolean isFewer() {
        return FEWER.matcher(links.request().text()).find()
                && links.cues().stream()
                        .filter(cue -> cue.cue() == Cue.DIFFERENCE)
                        .map(CueMention::span)
                        .noneMatch(span -> links.words(span).matches("minus|减去|减"));
    }

    private Sketch.Relation relation(boolean growth) {
        if (growth) {
            return Sketch.Relation.GROWTH;
        }
        return SIGNED.matcher(links.request().text()).find() ? Sketch.Relation.DIFFERENCE : Sketch.Relation.DISTANCE;
    }

    /** Two columns of numbers, of the same rows. */
    private void ofColumns(boolean growth, List<Condition> where, double penalty) {
        List<Measures.Scored> named = measures.named();
        List<Column> columns = new ArrayList<>();
        links.columns().stream()
                .map(mention -> mention.column())
                .filter(column -> named.stream().anyMatch(measure -> measure.column() == column))
                .distinct()
                .forEach(columns::add);
        if (columns.size() != 2) {
            return;
        }
        Column one = columns.get(0);
        Column other = columns.get(1);
        if (one.type() != ColumnType.NUMBER || other.type() != ColumnType.NUMBER) {
            return;
        }
        boolean swapped = growth ? one.index() < other.index() || fromTo() : isFewer();
        Column minuend = swapped ? other : one;
        Column subtrahend = swapped ? one : other;
        Aggregate aggregate = aggregate(minuend);
        add(
                new Sketch.Combined(
                        relation(growth),
                        new Sketch.Figure(table, aggregate, minuend, where),
                        new Sketch.Figure(table, aggregate, subtrahend, where)),
                penalty + 0.05);
    }

    private boolean fromTo() {
        return STATED.matcher(links.request().text()).find();
    }

    private static List<Condition> with(List<Condition> rest, Condition side) {
        List<Condition> all = new ArrayList<>(rest);
        all.add(side);
        return all;
    }

    private void add(Sketch sketch, double penalty) {
        found.add(new Candidate(sketch, penalty));
    }
}
