package io.inkstone.documents.sketch;

import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.Join;
import io.inkstone.documents.sheet.SheetFormula;
import io.inkstone.documents.sheet.SheetFormula.RowForm;
import io.inkstone.documents.sheet.Table;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which one of another table has the most or the least in this one: the product, the supplier, the customer. Its figure is
 * summed up for each row of the other table, so that the formula says what a person would write.
 */
final class JoinedGroups {

    private JoinedGroups() {}

    /** The formula, or empty where the label does not tell the other table's rows apart or criteria do not say the rest. */
    static Optional<SheetFormula> best(Sketch.Best best) {
        Optional<Join> join = best.label().join();
        if (join.isEmpty() || best.measure() == Sketch.Measure.ROW || best.place() > 1) {
            return Optional.empty();
        }
        Ranges ranges = new Ranges(best.table());
        Optional<String> said = new Criteria(ranges).say(best.where(), true);
        boolean plain = join.get().column().isPlain()
                && (best.column() == null || best.theColumn().isPlain());
        if (said.isEmpty() || !plain || !tellsApart(join.get().wanted())) {
            return Optional.empty();
        }
        String key = cell(join.get(), join.get().key());
        String group =
                ranges.absolute(join.get().column()) + "," + key + (said.get().isEmpty() ? "" : "," + said.get());
        String figure = switch (best.measure()) {
            case COUNT -> "COUNTIFS(" + group + ")";
            case SUM -> "SUMIFS(" + ranges.absolute(best.theColumn()) + "," + group + ")";
            default -> "IFERROR(AVERAGEIFS(" + ranges.absolute(best.theColumn()) + "," + group + "),\"\")";
        };
        String term = "IF(COUNTIFS(" + group + ")>0," + figure + ",\"\")";
        String pick = best.highest() ? "MAX" : "MIN";
        String outer = "INDEX(" + range(join.get(), join.get().wanted()) + ",MATCH(" + pick + "(" + RowForm.range(0)
                + ")," + RowForm.range(0) + ",0))";
        Table other = join.get().other();
        String array = term.replace(key, range(join.get(), join.get().key()));
        return Optional.of(new SheetFormula(
                outer.replace(RowForm.range(0), array),
                true,
                new RowForm(outer, List.of(term), other.firstRow(), other.lastRow())));
    }

    private static boolean tellsApart(Column wanted) {
        Set<String> seen = new HashSet<>();
        for (int row = 0; row < wanted.size(); row++) {
            String text = wanted.text(row);
            if (text == null || !seen.add(text.toLowerCase(Locale.ROOT))) {
                return false;
            }
        }
        return true;
    }

    private static String sheet(Join join) {
        return "'" + join.other().sheet().replace("'", "''") + "'!";
    }

    private static String cell(Join join, Column column) {
        return sheet(join) + "$" + column.letters() + Ranges.ROW;
    }

    private static String range(Join join, Column column) {
        return sheet(join) + new Ranges(join.other()).fixed(column);
    }
}
