package io.inkstone.documents.sketch;

import static io.inkstone.documents.sketch.Ranges.cell;

import io.inkstone.documents.sheet.Column;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says conditions as a product of truth values for one row: 1 where all hold, else 0. */
final class RowMask {

    private RowMask() {}

    /** The product; not for no conditions. */
    static String of(List<Condition> where) {
        return where.stream().map(RowMask::of).collect(Collectors.joining("*"));
    }

    private static String of(Condition condition) {
        String cell = cell(condition.column());
        if (condition instanceof Condition.In in) {
            return in(in, condition.column().cell());
        }
        if (condition instanceof Condition.Contains contains) {
            return contains(contains, condition.column().cell());
        }
        if (condition instanceof Condition.Compares compares) {
            return guard(condition.column()) + "(" + cell
                    + compares.comparison().sign() + Ranges.number(compares.value()) + ")";
        }
        if (condition instanceof Condition.Between between) {
            return guard(condition.column()) + "(" + cell + ">=" + Ranges.number(between.low()) + ")*(" + cell + "<="
                    + Ranges.number(between.high()) + ")";
        }
        if (condition instanceof Condition.Days days) {
            String from = days.from() == null ? "" : "(" + cell + ">=" + Ranges.date(days.from()) + ")";
            String until = days.until() == null ? "" : "(" + cell + "<" + Ranges.date(days.until()) + ")";
            return guard(condition.column()) + from + (from.isEmpty() || until.isEmpty() ? "" : "*") + until;
        }
        if (condition instanceof Condition.Months months) {
            return months(months, cell);
        }
        if (condition instanceof Condition.Blank blank) {
            return "(" + condition.column().cell() + (blank.negated() ? "<>" : "=") + "\"\")";
        }
        if (condition instanceof Condition.AnyOf any) {
            return any.options().stream().map(RowMask::of).collect(Collectors.joining("+", "((", ")>0)"));
        }
        Condition.Against against = (Condition.Against) condition;
        return guard(condition.column()) + guard(against.other()) + "(" + cell
                + against.comparison().sign() + cell(against.other()) + ")";
    }

    private static String in(Condition.In in, String cell) {
        String sign = in.negated() ? "<>" : "=";
        boolean truths = in.column().holdsTruths();
        List<String> tests = in.values().stream()
                .map(value ->
                        truths ? truth(cell, value, in.negated()) : "(" + cell + sign + Ranges.quoted(value) + ")")
                .toList();
        return in.negated() || tests.size() == 1 ? String.join("*", tests) : "(" + String.join("+", tests) + ">0)";
    }

    private static String contains(Condition.Contains contains, String cell) {
        String part = contains.part().toLowerCase(Locale.ROOT);
        int length = part.length();
        String found = switch (contains.place()) {
            case START -> "LEFT(" + cell + "," + length + ")=" + Ranges.quoted(part);
            case END -> "RIGHT(" + cell + "," + length + ")=" + Ranges.quoted(part);
            // SEARCH would do without LOWER, but takes wildcards, and not everywhere the same ones.
            case ANYWHERE -> "ISNUMBER(FIND(" + Ranges.quoted(part) + ",LOWER(" + cell + ")))";
        };
        String holds = "ISTEXT(" + cell + ")*(" + found + ")";
        return contains.negated() ? "(1-" + holds + ")" : holds;
    }

    private static String months(Condition.Months months, String cell) {
        String month = Ranges.hasGaps(months.column())
                ? "IF(ISNUMBER(" + cell + "),MONTH(" + cell + "),0)"
                : "MONTH(" + cell + ")";
        int first = months.months().get(0);
        int last = months.months().get(months.months().size() - 1);
        return first == last
                ? "(" + month + "=" + first + ")"
                : "(" + month + ">=" + first + ")*(" + month + "<=" + last + ")";
    }

    /** An empty cell equals FALSE and is kept out; ISLOGICAL would do it too, but not everywhere for whole ranges. */
    private static String truth(String cell, String value, boolean negated) {
        String same = value.equals("TRUE") ? "(" + cell + "=TRUE)" : "(" + cell + "=FALSE)*(" + cell + "<>\"\")";
        return negated ? "(1-" + same + ")" : same;
    }

    /** Empty cells and texts compare as if they were numbers: where there are any they are kept out. */
    static String guard(Column column) {
        return Ranges.hasGaps(column) ? "ISNUMBER(" + cell(column) + ")*" : "";
    }
}
