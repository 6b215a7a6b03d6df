package io.inkstone.documents.sketch;

import io.inkstone.documents.sheet.Table;
import io.inkstone.documents.sheet.TotalsMark;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Conditions that hold for whatever is computed on a table: rows of totals among the data are no data. */
public final class StandingConditions {

    private StandingConditions() {}

    /** A sketch that leaves out the table's rows of totals; the same sketch where there are none that a condition tells. */
    public static Sketch applied(Sketch sketch) {
        Optional<Condition> data = data(sketch.table());
        return data.isEmpty() ? sketch : with(sketch, data.get());
    }

    private static Optional<Condition> data(Table table) {
        return table.totalsMark().map(mark -> {
            if (mark instanceof TotalsMark.ByText text) {
                return new Condition.In(text.column(), text.texts(), true);
            }
            return new Condition.Blank(mark.column(), true);
        });
    }

    private static Sketch with(Sketch sketch, Condition data) {
        if (sketch instanceof Sketch.Figure s) {
            return new Sketch.Figure(s.table(), s.aggregate(), s.column(), and(s.where(), data));
        }
        if (sketch instanceof Sketch.Nth s) {
            return new Sketch.Nth(s.table(), s.column(), s.place(), s.highest(), and(s.where(), data));
        }
        if (sketch instanceof Sketch.Share s) {
            return new Sketch.Share(s.table(), s.column(), s.part(), and(s.where(), data));
        }
        if (sketch instanceof Sketch.Best s) {
            return new Sketch.Best(
                    s.table(), s.label(), s.measure(), s.column(), s.highest(), s.place(), and(s.where(), data));
        }
        if (sketch instanceof Sketch.Rank s) {
            return new Sketch.Rank(s.table(), s.column(), s.highest(), s.where(), and(s.among(), data));
        }
        if (sketch instanceof Sketch.GroupRank s) {
            return new Sketch.GroupRank(
                    s.table(), s.label(), s.value(), s.measure(), s.column(), s.highest(), and(s.where(), data));
        }
        if (sketch instanceof Sketch.Listing s) {
            return new Sketch.Listing(s.table(), s.column(), and(s.where(), data));
        }
        if (sketch instanceof Sketch.Lookup s) {
            boolean named = s.where().stream().anyMatch(condition -> condition instanceof Condition.In);
            return named ? s : new Sketch.Lookup(s.table(), s.column(), s.pick(), and(s.where(), data));
        }
        if (sketch instanceof Sketch.Combined s) {
            return new Sketch.Combined(s.relation(), with(s.first(), data), with(s.second(), data));
        }
        return sketch;
    }

    private static List<Condition> and(List<Condition> where, Condition data) {
        if (where.stream()
                .anyMatch(condition ->
                        condition instanceof Condition.In in && !in.negated() && in.column() == data.column())) {
            return where; // values of the column are named, and totals are not among them
        }
        List<Condition> all = new ArrayList<>(where);
        all.add(data);
        return all;
    }
}
