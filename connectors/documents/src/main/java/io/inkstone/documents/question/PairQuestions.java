package io.inkstone.documents.question;

import io.inkstone.documents.linking.Cue;
import io.inkstone.documents.question.Targets.Measure;
import io.inkstone.documents.reading.Candidate;
import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.ColumnType;
import io.inkstone.documents.sheet.Table;
import io.inkstone.documents.sketch.Aggregate;
import io.inkstone.documents.sketch.Condition;
import io.inkstone.documents.sketch.Sketch;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Questions that hold two against each other: which of them has more, and how much more. */
final class PairQuestions {

    private static final Pattern OR = Pattern.compile("\\bor\\b|还是");
    private static final Pattern FEWER = Pattern.compile(
            "\\b(?:less|fewer|least|fewest|lower|lowest|smaller|smallest|worse|shorter|earlier|first|before|younger|older)\\b|更少|更低|更小");
    private static final Pattern DIFFERENCE = Pattern.compile(
            "\\bdifference\\b|\\bhow (?:many|much) (?:more|less|fewer|longer|shorter|higher|taller|faster|older|greater|larger)\\b"
                    + "|\\bhow (?:many|much) \\S+(?: \\S+)? (?:more|less|fewer)\\b|\\bmore\\b.*\\bthan\\b.*\\bhow many\\b|\\bhow many years\\b.*\\b(?:after|before|between|from)\\b"
                    + "|相差|差多少|多多少|少多少|之差|差额");
    private static final Pattern YEARS = Pattern.compile("\\byears?\\b|几年|多少年");

    private final Question question;
    private final Choice choice;
    private final Table table;
    private final List<Candidate> found = new ArrayList<>();

    PairQuestions(Question question, Choice choice) {
        this.question = question;
        this.choice = choice;
        this.table = question.table();
    }

    /** Two clues that say the same column, with what they say. */
    private record Pair(Clue first, Condition one, Clue second, Condition other) {}

    List<Candidate> candidates() {
        boolean difference = question.says(DIFFERENCE);
        boolean either = question.says(OR) && !question.targets().asking().isEmpty();
        if (difference || either) {
            pair().ifPresent(pair -> {
                List<Condition> rest =
                        choice.without(Set.of(pair.first, pair.second)).where();
                if (difference) {
                    differences(pair, rest);
                } else {
                    choices(pair, rest);
                }
            });
        }
        return found;
    }

    private void add(Sketch sketch, double penalty) {
        found.add(new Candidate(sketch, choice.penalty() + penalty));
    }

    private Optional<Pair> pair() {
        List<Clue> used = question.clues().stream()
                .filter(clue -> choice.conditions().containsKey(clue))
                .toList();
        for (int i = 0; i < used.size(); i++) {
            for (int j = i + 1; j < used.size(); j++) {
                Condition one = choice.conditions().get(used.get(i));
                Condition other = choice.conditions().get(used.get(j));
                if (one != null
                        && other != null
                        && one.column() == other.column()
                        && names(one)
                        && names(other)
                        && !one.equals(other)) {
                    return Optional.of(new Pair(used.get(i), one, used.get(j), other));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean names(Condition condition) {
        return condition instanceof Condition.In
                || condition instanceof Condition.Contains
                || condition instanceof Condition.Compares
                || condition instanceof Condition.Days;
    }

    private static List<Condition> with(List<Condition> rest, Condition one) {
        List<Condition> all = new ArrayList<>(rest);
        all.add(one);
        return all;
    }

    private void differences(Pair pair, List<Condition> rest) {
        List<Condition> first = with(rest, pair.one);
        List<Condition> second = with(rest, pair.other);
        boolean any = false;
        for (Measure measure : question.targets().measures()) {
            Column column = measure.column();
            if (column == pair.one.column()) {
                continue;
            }
            any = true;
            add(
                    new Sketch.Combined(
                            Sketch.Relation.DISTANCE,
                            new Sketch.Lookup(table, column, Sketch.Pick.ONLY, first),
                            new Sketch.Lookup(table, column, Sketch.Pick.ONLY, second)),
                    measure.penalty() + 0.02);
            if (column.type() == ColumnType.NUMBER) {
                add(
                        new Sketch.Combined(
                                Sketch.Relation.DISTANCE,
                                new Sketch.Figure(table, Aggregate.SUM, column, first),
                                new Sketch.Figure(table, Aggregate.SUM, column, second)),
                        measure.penalty() + 0.05);
            }
        }
        if (question.says(YEARS)) {
            question.targets()
                    .time()
                    .filter(Targets::isYears)
                    .ifPresent(column -> add(
                            new Sketch.Combined(
                                    Sketch.Relation.DISTANCE,
                                    new Sketch.Lookup(table, column, Sketch.Pick.FIRST, first),
                                    new Sketch.Lookup(table, column, Sketch.Pick.FIRST, second)),
                            0.08));
        }
        add(
                new Sketch.Combined(
                        Sketch.Relation.DISTANCE,
                        new Sketch.Figure(table, Aggregate.COUNT, null, first),
                        new Sketch.Figure(table, Aggregate.COUNT, null, second)),
                any ? 0.25 : 0.12);
    }

    private void choices(Pair pair, List<Condition> rest) {
        if (!(pair.one instanceof Condition.In a) || !(pair.other instanceof Condition.In b)) {
            return;
        }
        Set<String> values = new LinkedHashSet<>(a.values());
        values.addAll(b.values());
        List<Condition> both = with(rest, new Condition.In(a.column(), List.copyOf(values), false));
        boolean fewer = question.says(FEWER);
        boolean measured = false;
        for (Measure measure : question.targets().measures()) {
            Column by = measure.column();
            if (by != a.column()) {
                measured = true;
                boolean high = measure.highest().orElse(!fewer);
                add(
                        new Sketch.Best(table, a.column(), Sketch.Measure.ROW, by, high, 1, both),
                        measure.penalty() + 0.02);
                if (by.type() == ColumnType.NUMBER && !a.column().isKey()) {
                    add(
                            new Sketch.Best(table, a.column(), Sketch.Measure.SUM, by, high, 1, both),
                            measure.penalty() + 0.06);
                }
            }
        }
        if (!a.column().isKey()) {
            add(new Sketch.Best(table, a.column(), Sketch.Measure.COUNT, null, !fewer, 1, both), measured ? 0.25 : 0.1);
        }
        boolean order = question.asks(Cue.MIN)
                || question.text().matches(".*\\b(?:first|earlier|before|last|later|after)\\b.*");
        if (order) {
            boolean last = question.text().matches(".*\\b(?:last|later|after)\\b.*");
            add(
                    new Sketch.Lookup(table, a.column(), last ? Sketch.Pick.LAST : Sketch.Pick.FIRST, both),
                    measured ? 0.2 : 0.1);
        }
        for (Condition condition : rest) {
            if (condition.column() != a.column()) {
                add(new Sketch.Lookup(table, a.column(), Sketch.Pick.ONLY, both), 0.08);
                break;
            }
        }
    }
}
