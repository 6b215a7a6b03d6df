package io.inkstone.documents.sketch;

import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.ColumnType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Computes the sketches that look at single rows: lookups, lists and places. */
final class RowRunner {

    private RowRunner() {}

    static Outcome run(Sketch sketch, int[] rows) {
        if (sketch instanceof Sketch.Lookup lookup) {
            return lookup(lookup, rows);
        }
        if (sketch instanceof Sketch.Listing listing) {
            return listing(listing, rows);
        }
        if (sketch instanceof Sketch.Fill fill) {
            boolean day = fill.values().type() == ColumnType.DATE;
            return new Outcome(SketchRunner.label(fill.values(), 0), day, rows.length, 1);
        }
        return rank((Sketch.Rank) sketch, rows);
    }

    private static Outcome lookup(Sketch.Lookup lookup, int[] rows) {
        Column column = lookup.column();
        boolean day = column.type() == ColumnType.DATE;
        if (rows.length == 0) {
            return new Outcome(null, day, 0, 1);
        }
        int row = switch (lookup.pick()) {
            case LAST -> rows[rows.length - 1];
            case NEXT -> rows[0] + 1;
            case PREVIOUS -> rows[0] - 1;
            default -> rows[0];
        };
        if (row < 0 || row >= column.size()) {
            return new Outcome(null, day, rows.length, 1);
        }
        int ties = lookup.pick() == Sketch.Pick.ONLY ? differing(column, rows) : 1;
        return new Outcome(SketchRunner.label(column, row), day, rows.length, ties);
    }

    private static int differing(Column column, int[] rows) {
        Set<Object> seen = new HashSet<>();
        for (int row : rows) {
            @Nullable Object value = SketchRunner.label(column, row);
            seen.add(value instanceof String text ? SketchRunner.fold(text) : String.valueOf(value));
        }
        return seen.size();
    }

    private static Outcome listing(Sketch.Listing listing, int[] rows) {
        List<String> texts = new ArrayList<>();
        for (int row : rows) {
            @Nullable String text = listing.column().text(row);
            if (text != null) {
                texts.add(text);
            }
        }
        return new Outcome(texts.isEmpty() ? null : String.join(", ", texts), false, rows.length, 1);
    }

    private static Outcome rank(Sketch.Rank rank, int[] rows) {
        if (rows.length == 0 || Double.isNaN(rank.column().number(rows[0]))) {
            return new Outcome(null, false, rows.length, 1);
        }
        double own = rank.column().number(rows[0]);
        int place = 1;
        for (int row : SketchRunner.rows(rank.table(), rank.among())) {
            double other = rank.column().number(row);
            if (rank.highest() ? other > own : other < own) {
                place++;
            }
        }
        return new Outcome((double) place, false, rows.length, differing(rank.column(), rows));
    }
}
