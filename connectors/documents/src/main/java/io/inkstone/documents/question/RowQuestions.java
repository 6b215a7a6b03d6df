package io.inkstone.documents.question;

import io.inkstone.documents.linking.Cue;
import io.inkstone.documents.linking.Span;
import io.inkstone.documents.question.Targets.Measure;
import io.inkstone.documents.question.Targets.Scored;
import io.inkstone.documents.reading.Candidate;
import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.ColumnType;
import io.inkstone.documents.sheet.Table;
import io.inkstone.documents.sketch.Condition;
import io.inkstone.documents.sketch.Sketch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Questions for what stands in a row: the one that fulfils something, the first or last, the one before or after. */
final class RowQuestions {

    private static final Pattern FIRST =
            Pattern.compile("\\b(?:first|earliest|top|topped|initial|won|winner)\\b|第一|最早");
    private static final Pattern LAST = Pattern.compile("\\b(?:last|latest|final|bottom|most recent|end)\\b|最后|最晚|最近");
    private static final Pattern AFTER =
            Pattern.compile("\\b(?:after|following|follows|followed|next|below|beneath|succeeded|under)\\b|下一|之后");
    private static final Pattern BEFORE =
            Pattern.compile("\\b(?:before|previous|prior|preceding|preceded|precedes|above|ahead of)\\b|上一|之前");
    private static final Pattern COUNTING = Pattern.compile("\\bhow (?:many|often)\\b|\\bnumber of\\b|多少|几");
    private static final Pattern LISTING =
            Pattern.compile("^(?:other|which (?:\\S+s)\\b|name (?:all|the \\S+s)|list|what (?:are|were))");

    private final Question question;
    private final Choice choice;
    private final Table table;
    private final List<Condition> where;
    private final List<Candidate> found = new ArrayList<>();

    RowQuestions(Question question, Choice choice) {
        this.question = question;
        this.choice = choice;
        this.table = question.table();
        this.where = choice.where();
    }

    List<Candidate> candidates() {
        boolean counting = question.says(COUNTING);
        if (!counting) {
            boolean ends = question.says(FIRST) || question.says(LAST);
            ends();
            lookups(ends ? 0.25 : 0);
        } else {
            countedCells();
        }
        if (!counting) {
            neighbours();
        }
        return found;
    }

    private void add(Sketch sketch, double penalty) {
        found.add(new Candidate(sketch, choice.penalty() + penalty));
    }

    private boolean isUsed(Column column) {
        return where.stream()
                .anyMatch(condition ->
                        condition.column() == column && !(condition instanceof Condition.In in && in.negated()));
    }

    private void lookups(double penalty) {
        if (where.isEmpty()) {
            return;
        }
        boolean superlative = question.asks(Cue.MAX) || question.asks(Cue.MIN);
        double base = penalty + (superlative ? 0.2 : 0);
        boolean listing = question.says(LISTING);
        for (Scored answer : question.targets().answers()) {
            double used = isUsed(answer.column()) ? 0.4 : 0;
            add(new Sketch.Lookup(table, answer.column(), Sketch.Pick.ONLY, where), base + answer.penalty() + used);
            if (listing && answer.column().type() == ColumnType.TEXT) {
                add(new Sketch.Listing(table, answer.column(), where), base + answer.penalty() + used + 0.1);
            }
        }
        for (Measure measure : question.targets().measures()) {
            double used = isUsed(measure.column()) ? 0.4 : 0;
            add(
                    new Sketch.Lookup(table, measure.column(), Sketch.Pick.ONLY, where),
                    base + measure.penalty() + used + 0.02);
        }
    }

    /** "How many beds does the hospital have": the number stands in the row. */
    private void countedCells() {
        if (where.isEmpty()) {
            return;
        }
        for (Measure measure : question.targets().measures()) {
            if (measure.column().type() == ColumnType.NUMBER && !isUsed(measure.column())) {
                add(new Sketch.Lookup(table, measure.column(), Sketch.Pick.ONLY, where), measure.penalty() + 0.06);
            }
        }
    }

    private void ends() {
        boolean last = question.says(LAST);
        boolean first = question.says(FIRST);
        if (!last && !first) {
            return;
        }
        Optional<Column> time = question.targets().time();
        boolean timely = question.text().matches(".*\\b(?:earliest|latest|most recent)\\b.*|.*最[早晚近].*");
        for (Scored answer : question.targets().answers()) {
            double used = isUsed(answer.column()) ? 0.3 : 0;
            Sketch.Pick pick = last ? Sketch.Pick.LAST : Sketch.Pick.FIRST;
            add(
                    new Sketch.Lookup(table, answer.column(), pick, where),
                    answer.penalty() + used + (timely ? 0.1 : 0.04));
            time.filter(column -> column != answer.column())
                    .ifPresent(column -> add(
                            new Sketch.Best(table, answer.column(), Sketch.Measure.ROW, column, last, 1, where),
                            answer.penalty() + used + (timely ? 0.04 : 0.1)));
        }
    }

    /** "Who is listed after X": X is the clue nearest behind the word, and the answer stands one row on. */
    private void neighbours() {
        neighbours(AFTER, Sketch.Pick.NEXT);
        neighbours(BEFORE, Sketch.Pick.PREVIOUS);
    }

    private void neighbours(Pattern words, Sketch.Pick pick) {
        Matcher matcher = words.matcher(question.text());
        while (matcher.find()) {
            Span word = new Span(matcher.start(), matcher.end());
            for (Clue clue : question.clues()) {
                Condition anchor = choice.conditions().get(clue);
                int gap = clue.span().start() - word.end();
                if (anchor == null) {
                    continue;
                }
                boolean names = anchor instanceof Condition.In
                        || anchor instanceof Condition.Contains
                        || anchor instanceof Condition.Days
                        || anchor instanceof Condition.Compares;
                if (!names || gap < 0 || gap > 40) {
                    continue;
                }
                Choice others = choice.without(Set.of(clue));
                double rest = others.where().size() * 0.15;
                for (Scored answer : answersBeside(anchor.column())) {
                    add(
                            new Sketch.Lookup(table, answer.column(), pick, List.of(anchor)),
                            answer.penalty() + rest + 0.02 + gap * 0.003);
                }
            }
        }
    }

    /** The neighbour is mostly of the same kind as what it stands beside. */
    private List<Scored> answersBeside(Column anchor) {
        List<Scored> answers = new ArrayList<>();
        for (Scored answer : question.targets().answers()) {
            answers.add(answer.column() == anchor ? new Scored(anchor, Math.min(0.1, answer.penalty())) : answer);
        }
        if (answers.stream().noneMatch(answer -> answer.column() == anchor)) {
            answers.add(new Scored(anchor, 0.1));
        }
        return answers;
    }
}
