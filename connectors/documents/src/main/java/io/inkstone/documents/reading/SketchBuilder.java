package io.inkstone.documents.reading;

import io.inkstone.connector.ConnectorException;
import io.inkstone.documents.linking.ColumnMention;
import io.inkstone.documents.linking.Cue;
import io.inkstone.documents.linking.CueMention;
import io.inkstone.documents.linking.Links;
import io.inkstone.documents.linking.Ordinal;
import io.inkstone.documents.linking.Span;
import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.ColumnType;
import io.inkstone.documents.sheet.Table;
import io.inkstone.documents.sketch.Aggregate;
import io.inkstone.documents.sketch.Condition;
import io.inkstone.documents.sketch.Sketch;
import io.inkstone.documents.sketch.StandingConditions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Builds every sketch that a request may mean, the likeliest first. Each uses all conditions that the request names and
 * none that it does not; what the words leave open becomes a penalty, and the decision is left to the next step.
 */
public final class SketchBuilder {

    private static final int MOST_CANDIDATES = 24;
    private static final Pattern GROUPING =
            Pattern.compile("(?:\\b(?:by|per|for each|each|every)(?: the)? |各个?|每个?|每家|按照?|分)$");

    /** "Run by account managers": who did it, and no groups. */
    private static final Pattern PASSIVE = Pattern.compile(
            "\\b(?:\\p{L}+ed|run|made|done|sold|led|taught|written|built|given|held|kept|bought|paid|sent|won) by (?:the |our )?$");

    private final Links links;
    private final Table table;
    private final ConditionReader conditions;
    private final Labels labels;
    private final Measures measures;
    private final List<Candidate> candidates = new ArrayList<>();

    private SketchBuilder(Links links) {
        this.links = links;
        this.table = links.table();
        this.conditions = ConditionReader.read(links);
        this.labels = new Labels(links, conditions);
        this.measures = new Measures(links, conditions, labels);
    }

    /**
     * Builds the candidates.
     *
     * @param perRow whether one value for each row is wanted, whatever the request says
     * @return at least one, by ascending penalty
     * @throws ConnectorException refused, when the request names something that is not there, asks for something that is
     *     not computed, or does not say what to compute
     */
    public static List<Candidate> build(Links found, boolean perRow) {
        Links links = ComputedColumns.of(PeriodColumns.of(found));
        refuseWhatIsNotComputed(links);
        if (perRow || Fills.asked(links)) {
            List<Candidate> fills = Fills.candidates(links);
            if (!fills.isEmpty()) {
                return fills;
            }
            if (perRow || Fills.isCertain(links)) {
                throw Refusals.noFill(links, String.join(" ", links.unknown()));
            }
        }
        if (!links.unknown().isEmpty()) {
            throw Refusals.unknown(links, String.join(" ", links.unknown()));
        }
        SketchBuilder builder = new SketchBuilder(links);
        builder.refuseGroups();
        for (Selection selection : Selection.of(builder.conditions.slots())) {
            builder.candidatesFor(selection);
        }
        List<Candidate> sorted = distinct(builder.candidates);
        if (sorted.isEmpty()) {
            throw Refusals.noMeasure(links);
        }
        return sorted.subList(0, Math.min(sorted.size(), MOST_CANDIDATES));
    }

    private static void refuseWhatIsNotComputed(Links links) {
        for (CueMention cue : links.cues()) {
            if (cue.cue() == Cue.UNSUPPORTED || cue.cue() == Cue.GROUPED) {
                throw Refusals.unsupported(links, links.words(cue.span()));
            }
        }
    }

    private static List<Candidate> distinct(List<Candidate> candidates) {
        Map<Sketch, Candidate> best = new LinkedHashMap<>();
        candidates.stream()
                .map(candidate -> new Candidate(StandingConditions.applied(candidate.sketch()), candidate.penalty()))
                .sorted(Comparator.comparingDouble(Candidate::penalty))
                .forEach(candidate -> best.putIfAbsent(candidate.sketch(), candidate));
        return List.copyOf(best.values());
    }

    private void candidatesFor(Selection selection) {
        boolean ordered =
                links.asks(Cue.MAX) || links.asks(Cue.MIN) || links.ordinal().isPresent();
        if (links.asks(Cue.GROWTH) || links.asks(Cue.DIFFERENCE)) {
            candidates.addAll(new ComparedFigures(links, conditions, measures).candidates(selection));
            return;
        }
        if (links.asks(Cue.RANK)) {
            candidates.addAll(new Places(links, measures).candidates(selection));
            return;
        }
        if (links.asks(Cue.SHARE)) {
            refuseWithoutPart(selection, ordered);
            shares(selection);
            return;
        }
        Optional<List<Condition>> joined = Selection.joined(selection.chosen());
        if (joined.isEmpty()) {
            return;
        }
        List<Condition> where = joined.get();
        double penalty = selection.penalty();
        boolean plain = !ordered
                && Stream.of(Cue.DISTINCT, Cue.AVERAGE, Cue.MEDIAN, Cue.COUNT, Cue.SUM)
                        .noneMatch(links::asks);
        if (plain || !ordered && labels.asksForOne()) {
            candidates.addAll(new Lookups(links, conditions, labels).candidates(where, penalty));
            if (labels.asksForOne()) {
                return;
            }
        }
        if (ordered && labels.asksForDay() && measures.ordersByDay()) {
            extremes(where, penalty); // "when was the latest order" is answered with the day itself
        } else if (ordered && labels.asksWhich()) {
            bests(where, penalty);
            if (candidates.isEmpty() && labels.asksForDay()) {
                extremes(where, penalty); // "when was the latest order" is answered with the day itself
            }
        } else if (ordered) {
            extremes(where, penalty);
        } else if (links.asks(Cue.DISTINCT)) {
            distincts(where, penalty);
        } else if (links.asks(Cue.AVERAGE)) {
            figures(Aggregate.AVERAGE, where, penalty);
        } else if (links.asks(Cue.MEDIAN)) {
            figures(Aggregate.MEDIAN, where, penalty);
        } else if (links.asks(Cue.COUNT) && !labels.sumsNumbers(measures.named())) {
            counts(where, penalty);
        } else if (links.asks(Cue.SUM)) {
            boolean rows = measures.named().isEmpty() && labels.totalOfRows();
            if (rows) {
                add(new Sketch.Figure(table, Aggregate.COUNT, null, where), penalty + 0.1);
            } else {
                figures(Aggregate.SUM, where, penalty);
            }
        } else {
            // Nothing says what to make of the column: its sum, if it is named for nothing else.
            for (Measures.Scored measure : measures.namedOrMoney()) {
                add(
                        new Sketch.Figure(table, Aggregate.SUM, measure.column(), where),
                        penalty + 0.1 + measure.penalty());
            }
        }
    }

    private void add(Sketch sketch, double penalty) {
        candidates.add(new Candidate(sketch, penalty));
    }

    private void figures(Aggregate aggregate, List<Condition> where, double penalty) {
        for (Measures.Scored measure : measures.numeric()) {
            add(new Sketch.Figure(table, aggregate, measure.column(), where), penalty + measure.penalty());
        }
    }

    /** "How many": rows, or the sum of a counting column, or the different values of a column of labels. */
    private void counts(List<Condition> where, double penalty) {
        Optional<ColumnMention> counted = labels.counted();
        Column column = counted.map(ColumnMention::column).orElse(null);
        Sketch rows = new Sketch.Figure(table, Aggregate.COUNT, null, where);
        double unused = labels.namesUnusedNumbers(counted) ? 0.75 : 0;
        penalty += unused;
        Optional<Column> people = labels.people();
        if (people.isPresent() && column == null) {
            add(new Sketch.Figure(table, Aggregate.DISTINCT, people.get(), where), penalty + 0.1);
            add(rows, penalty + 0.3);
            return;
        }
        if (column == null
                || column.type() == ColumnType.DATE
                || (counted.get().score() < 0.9
                        && links.namesTable(counted.get().span()))
                || labels.namesKey(counted.get().span())) {
            add(rows, penalty);
            return;
        }
        double unsure = 1 - counted.map(ColumnMention::score).orElse(1.0);
        if (column.type() == ColumnType.NUMBER && Headers.numbersRows(column)) {
            add(rows, penalty + unsure);
        } else if (column.type() == ColumnType.NUMBER) {
            add(new Sketch.Figure(table, Aggregate.SUM, column, where), penalty + unsure);
            add(rows, penalty + 0.25);
        } else {
            add(new Sketch.Figure(table, Aggregate.DISTINCT, column, where), penalty + unsure);
            add(rows, penalty + 0.35);
        }
    }

    private void distincts(List<Condition> where, double penalty) {
        labels.nearestAfter(Cue.DISTINCT)
                .or(labels::firstFree)
                .or(() -> labels.last())
                .ifPresent(mention -> links.columns().stream()
                        .filter(other -> other.span().equals(mention.span()))
                        .forEach(other -> add(
                                new Sketch.Figure(table, Aggregate.DISTINCT, other.column(), where),
                                penalty + 1 - other.score())));
    }

    private boolean highest() {
        boolean low =
                links.asks(Cue.MIN) || links.ordinal().map(Ordinal::fromEnd).orElse(false);
        return !low;
    }

    private int place() {
        return links.ordinal().map(Ordinal::place).orElse(1);
    }

    private void extremes(List<Condition> where, double penalty) {
        for (Measures.Scored measure : measures.ordered()) {
            double sum = penalty + measure.penalty();
            if (links.ordinal().isPresent()) {
                add(new Sketch.Nth(table, measure.column(), place(), highest(), where), sum);
            } else {
                Aggregate aggregate = highest() ? Aggregate.MAX : Aggregate.MIN;
                add(new Sketch.Figure(table, aggregate, measure.column(), where), sum);
            }
        }
    }

    private void bests(List<Condition> where, double penalty) {
        for (Measures.Scored label : labels.answers()) {
            boolean key = label.column().isKey();
            for (Measures.Scored measure : measures.ordered()) {
                if (measure.column() == label.column()) {
                    continue;
                }
                double sum = penalty + label.penalty() + measure.penalty();
                boolean day = measure.column().type() == ColumnType.DATE;
                best(
                        label.column(),
                        Sketch.Measure.ROW,
                        measure.column(),
                        where,
                        sum + rowPenalty(key, measure.column()));
                if (!key && !day) {
                    best(
                            label.column(),
                            Sketch.Measure.SUM,
                            measure.column(),
                            where,
                            sum + groupPenalty(Cue.SUM, measure.column()));
                    best(
                            label.column(),
                            Sketch.Measure.AVERAGE,
                            measure.column(),
                            where,
                            sum + groupPenalty(Cue.AVERAGE, measure.column()));
                }
            }
            boolean counts = links.asks(Cue.COUNT)
                    || ((labels.speaksOfRows() || labels.countsMost())
                            && measures.numeric().isEmpty());
            if (!key && counts) {
                best(label.column(), Sketch.Measure.COUNT, null, where, penalty + label.penalty());
            }
        }
    }

    private void best(
            Column label, Sketch.Measure measure, @Nullable Column column, List<Condition> where, double penalty) {
        add(new Sketch.Best(table, label, measure, column, highest(), place(), where), penalty);
    }

    private double rowPenalty(boolean key, Column measure) {
        if (key || links.asks(Cue.SINGLE) || labels.rowDescribed() || measure.type() == ColumnType.DATE) {
            return 0;
        }
        boolean group = links.asks(Cue.SUM) || links.asks(Cue.AVERAGE);
        return group ? 0.6 : Headers.isRate(measure) ? 0.05 : 0.25;
    }

    private double groupPenalty(Cue cue, Column measure) {
        if (links.asks(Cue.SINGLE) || labels.rowDescribed()) {
            return 0.6;
        }
        if (links.asks(Cue.SUM) || links.asks(Cue.AVERAGE)) {
            return links.asks(cue) ? 0 : 0.6;
        }
        boolean rate = Headers.isRate(measure);
        return cue == Cue.SUM ? (rate ? 0.5 : 0.05) : rate ? 0.15 : 0.35;
    }

    /** A ratio of two columns, or the highest of some ratios, is no share of a whole. */
    private void refuseWithoutPart(Selection selection, boolean ordered) {
        if (ordered || selection.chosen().isEmpty()) {
            throw Refusals.unsupported(
                    links,
                    links.cues().stream()
                            .filter(cue -> cue.cue() == Cue.SHARE)
                            .map(cue -> links.words(cue.span()))
                            .findFirst()
                            .orElse(""));
        }
    }

    /** "By region", "各大区": one figure for each group is more than one formula. */
    private void refuseGroups() {
        for (ColumnMention mention : links.columns()) {
            String before = links.words(new Span(0, Math.max(1, mention.span().start())));
            boolean label = mention.column().type() != ColumnType.NUMBER
                    && !mention.column().isKey();
            boolean free = mention.span().start() > 0
                    && !conditions.isConsumed(mention)
                    && !PASSIVE.matcher(before).find();
            if (label && free && GROUPING.matcher(before).find() && !labels.asksWhich()) {
                throw Refusals.unsupported(
                        links,
                        links.words(new Span(
                                        mention.span().start() - 1,
                                        mention.span().end()))
                                .strip());
            }
        }
    }

    /** A share needs a part: each condition belongs to the part or to the whole, and at least one to the part. */
    private void shares(Selection selection) {
        List<Condition> chosen = selection.chosen();
        List<ConditionReader.Slot> slots = conditions.slots();
        OptionalInt turn = ShareSplit.turn(links);
        for (int assignment = 1; assignment < 1 << Math.min(chosen.size(), 5); assignment++) {
            List<Condition> part = new ArrayList<>();
            List<Condition> whole = new ArrayList<>();
            double penalty = selection.penalty();
            for (int i = 0; i < chosen.size(); i++) {
                boolean inPart = (assignment >> i & 1) == 1;
                (inPart ? part : whole).add(chosen.get(i));
                if (chosen.size() > 1) {
                    penalty += ShareSplit.penalty(links, slots.get(i), chosen.get(i), inPart, turn);
                }
            }
            Optional<List<Condition>> joinedPart = Selection.joined(part);
            Optional<List<Condition>> joinedWhole = Selection.joined(whole);
            if (joinedPart.isEmpty() || joinedWhole.isEmpty()) {
                continue;
            }
            List<Measures.Scored> numeric = measures.namedOrMoney();
            for (Measures.Scored measure : numeric) {
                add(
                        new Sketch.Share(table, measure.column(), joinedPart.get(), joinedWhole.get()),
                        penalty + measure.penalty());
            }
            if (numeric.isEmpty()) {
                add(new Sketch.Share(table, null, joinedPart.get(), joinedWhole.get()), penalty);
            }
        }
    }
}
