package io.inkstone.documents.question;

import io.inkstone.documents.linking.ColumnMention;
import io.inkstone.documents.linking.Cue;
import io.inkstone.documents.question.Targets.Measure;
import io.inkstone.documents.question.Targets.Scored;
import io.inkstone.documents.reading.Candidate;
import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.ColumnType;
import io.inkstone.documents.sheet.Table;
import io.inkstone.documents.sketch.Aggregate;
import io.inkstone.documents.sketch.Condition;
import io.inkstone.documents.sketch.Sketch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Questions for a figure, or for the one that has the most or the least of it. */
final class FigureQuestions {

    private static final Pattern DIFFERENT = Pattern.compile("\\b(?:different|distinct|unique|various)\\b|不同");
    private static final Pattern VALUE_ASKED = Pattern.compile(
            "^(?:what (?:is|was|were|are) the (?:\\S+ )?(?:highest|lowest|most|least|largest|smallest|greatest|maximum|minimum|fewest|best|longest|shortest)|how (?:long|tall|high|far|old|big|large))\\b");
    private static final Pattern ORDERED_BY_PLACE =
            Pattern.compile("\\b(?:first|last|final|top|bottom|next|previous)\\b");
    private static final Pattern REAL_SUPERLATIVE = Pattern.compile(
            "\\b(?:most|least|fewest|\\w+est|best|worst|maximum|minimum|max|min|more|less|fewer|greater|higher|lower)\\b|最|冠军");

    /** Stretches of time are computed from cells and not counted by rows. */
    private static final Pattern TIME_COUNTED =
            Pattern.compile("how many (?:days|hours|minutes|seconds|weeks)\\b|多少天|几天");

    private static final Pattern AMOUNT_ASKED = Pattern.compile("how much|money|钱|元");

    private final Question question;
    private final Choice choice;
    private final Table table;
    private final List<Condition> where;
    private final List<Candidate> found = new ArrayList<>();

    FigureQuestions(Question question, Choice choice) {
        this.question = question;
        this.choice = choice;
        this.table = question.table();
        this.where = choice.where();
    }

    List<Candidate> candidates() {
        boolean ordered = (question.asks(Cue.MAX)
                        || question.asks(Cue.MIN)
                        || Vocabulary.get().quality(question.text()).isPresent())
                && question.says(REAL_SUPERLATIVE);
        if (question.asks(Cue.COUNT) && !question.asks(Cue.AVERAGE) && !question.asks(Cue.MEDIAN)) {
            counts(ordered ? 0.25 : 0);
        }
        if (ordered) {
            superlatives();
        }
        if (question.asks(Cue.AVERAGE)) {
            aggregates(Aggregate.AVERAGE, 0);
        } else if (question.asks(Cue.SUM) && !ordered) {
            aggregates(Aggregate.SUM, question.asks(Cue.COUNT) ? 0.05 : 0.02);
            if (!question.asks(Cue.COUNT) && question.targets().measures().isEmpty() && !question.says(AMOUNT_ASKED)) {
                add(new Sketch.Figure(table, Aggregate.COUNT, null, where), 0.2);
            }
        }
        return found;
    }

    private void add(Sketch sketch, double penalty) {
        found.add(new Candidate(sketch, choice.penalty() + penalty));
    }

    private void aggregates(Aggregate aggregate, double penalty) {
        for (Measure measure : question.targets().measures()) {
            if (measure.column().type() == ColumnType.NUMBER && !Targets.isYears(measure.column())) {
                add(
                        new Sketch.Figure(table, aggregate, measure.column(), where),
                        penalty + measure.penalty() + used(measure.column()));
            }
        }
    }

    /** A column that a condition looks at is seldom what is computed as well. */
    private double used(Column column) {
        return where.stream().anyMatch(condition -> condition.column() == column) ? 0.3 : 0;
    }

    private void counts(double penalty) {
        Sketch rows = new Sketch.Figure(table, Aggregate.COUNT, null, where);
        List<ColumnMention> counted = question.targets().counted();
        boolean column = false;
        for (ColumnMention mention : counted) {
            double unsure = (1 - mention.score()) * 0.4 + used(mention.column());
            if (mention.column().type() == ColumnType.NUMBER && !Targets.isYears(mention.column())) {
                add(new Sketch.Figure(table, Aggregate.SUM, mention.column(), where), penalty + 0.03 + unsure);
                column |= unsure < 0.2;
            } else if (mention.column().type() == ColumnType.TEXT) {
                boolean different = question.says(DIFFERENT) || where.isEmpty();
                add(
                        new Sketch.Figure(table, Aggregate.DISTINCT, mention.column(), where),
                        penalty + unsure + (different ? 0.02 : 0.1));
            }
        }
        double time = question.says(TIME_COUNTED) ? 0.3 : 0;
        boolean named = !counted.isEmpty() && counted.get(0).score() > 0.9;
        double all = where.isEmpty() ? (named ? 0.08 : 0.12) + (question.unexplained() ? 0.25 : 0) : 0;
        add(rows, penalty + (column ? 0.2 : 0.03) + all + time + (question.says(DIFFERENT) ? 0.3 : 0));
        if (counted.isEmpty()) {
            // "How many people were murdered in 1940/41": the column is named by what is asked of it.
            for (ColumnMention mention : question.links().columns()) {
                if (mention.column().type() == ColumnType.NUMBER
                        && !where.isEmpty()
                        && !Targets.isYears(mention.column())) {
                    add(
                            new Sketch.Figure(table, Aggregate.SUM, mention.column(), where),
                            penalty + 0.12 + (1 - mention.score()) * 0.4 + used(mention.column()));
                }
            }
        }
    }

    private boolean highest(Optional<Boolean> said) {
        if (said.isPresent()) {
            return said.get();
        }
        return !question.asks(Cue.MIN) || question.asks(Cue.MAX);
    }

    private void superlatives() {
        boolean valueAsked = question.says(VALUE_ASKED);
        for (Measure measure : question.targets().measures()) {
            Column by = measure.column();
            boolean high = highest(measure.highest());
            double base = measure.penalty() + used(by) * 0.5;
            for (Scored answer : question.targets().answers()) {
                if (answer.column() == by) {
                    continue;
                }
                double penalty = base + answer.penalty() + (valueAsked ? 0.2 : 0);
                add(new Sketch.Best(table, answer.column(), Sketch.Measure.ROW, by, high, 1, where), penalty);
            }
            Aggregate end = high ? Aggregate.MAX : Aggregate.MIN;
            add(new Sketch.Figure(table, end, by, where), base + (valueAsked ? 0.02 : 0.3));
        }
        if (question.asks(Cue.COUNT)) {
            return;
        }
        for (Scored answer : question.targets().answers()) {
            boolean repeats = answer.column().type() == ColumnType.TEXT
                    && answer.column().distinctTexts().size() < table.rows();
            if (repeats && !question.says(ORDERED_BY_PLACE)) {
                double named = question.targets().measures().isEmpty() ? 0.12 : 0.3;
                add(
                        new Sketch.Best(
                                table,
                                answer.column(),
                                Sketch.Measure.COUNT,
                                null,
                                highest(Optional.empty()),
                                1,
                                where),
                        answer.penalty() + named);
            }
        }
    }
}
