package io.inkstone.documents.formula;

import io.inkstone.documents.linking.Comparison;
import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.SheetFormula;
import io.inkstone.documents.sheet.SheetFormula.RowForm;
import io.inkstone.documents.sheet.Table;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes a sketch as a formula that Excel, LibreOffice and POI compute. Conditions that {@code SUMIFS} and its family know
 * are said with them; the others make an array formula whose per-row part is given besides, because POI computes it only
 * cell by cell.
 */
final class FormulaCompiler {

    private static final String TERM = "#";
    private static final String ROW = "{row}";

    private final Table table;

    private FormulaCompiler(Table table) {
        this.table = table;
    }

    /** The formula of a sketch, or empty when no formula of this compiler says it. */
    static Optional<SheetFormula> compile(Sketch sketch) {
        FormulaCompiler compiler = new FormulaCompiler(sketch.table());
        if (sketch instanceof Sketch.Figure figure) {
            return Optional.of(compiler.figure(figure));
        }
        if (sketch instanceof Sketch.Nth nth) {
            return Optional.of(compiler.nth(nth));
        }
        if (sketch instanceof Sketch.Share share) {
            return compiler.share(share);
        }
        return compiler.best((Sketch.Best) sketch);
    }

    private SheetFormula figure(Sketch.Figure figure) {
        List<Condition> where = figure.where();
        if (figure.aggregate() == Aggregate.DISTINCT) {
            return distinct(figure.theColumn(), where);
        }
        Optional<String> plain = plainFigure(figure.aggregate(), figure.column(), where);
        if (plain.isPresent()) {
            return plain(plain.get());
        }
        if (figure.aggregate() == Aggregate.COUNT) {
            return perRow("SUM(#)", "IF(" + mask(where) + ",1,0)");
        }
        return perRow(figure.aggregate().name() + "(#)", numberIf(where, figure.theColumn()));
    }

    /** One figure in a single call, or in a sum of calls for a choice of a few values. */
    private Optional<String> plainFigure(Aggregate aggregate, @Nullable Column column, List<Condition> where) {
        boolean additive = aggregate == Aggregate.SUM || aggregate == Aggregate.COUNT;
        if (additive && where.stream().filter(FormulaCompiler::isSmallChoice).count() == 1) {
            Condition.In choice = (Condition.In) where.stream()
                    .filter(FormulaCompiler::isSmallChoice)
                    .findFirst()
                    .orElseThrow();
            List<String> calls = new ArrayList<>();
            for (String value : choice.values()) {
                List<Condition> one = new ArrayList<>(where);
                one.set(one.indexOf(choice), new Condition.In(choice.column(), List.of(value), false));
                Optional<String> call = call(aggregate, column, one);
                if (call.isEmpty()) {
                    return Optional.empty();
                }
                calls.add(call.get());
            }
            return Optional.of(String.join("+", calls));
        }
        return call(aggregate, column, where);
    }

    private static boolean isSmallChoice(Condition condition) {
        return condition instanceof Condition.In in
                && !in.negated()
                && in.values().size() > 1
                && in.values().size() <= 4;
    }

    private Optional<String> call(Aggregate aggregate, @Nullable Column column, List<Condition> where) {
        boolean extreme = aggregate == Aggregate.MAX || aggregate == Aggregate.MIN;
        if (extreme && column != null && !where.isEmpty() && hasGaps(column)) {
            return Optional.empty(); // POI takes empty cells for zeros in MAXIFS and MINIFS
        }
        if (where.isEmpty()) {
            return Optional.of(
                    column == null
                            ? "ROWS(" + range(table.columns().get(0)) + ")"
                            : aggregate.name() + "(" + range(column) + ")");
        }
        return criteria(where).map(criteria -> switch (aggregate) {
            case COUNT -> "COUNTIFS(" + criteria + ")";
            case SUM -> "SUMIFS(" + range(theColumn(column)) + "," + criteria + ")";
            case AVERAGE -> "AVERAGEIFS(" + range(theColumn(column)) + "," + criteria + ")";
            case MAX -> "MAXIFS(" + range(theColumn(column)) + "," + criteria + ")";
            default -> "MINIFS(" + range(theColumn(column)) + "," + criteria + ")";
        });
    }

    private static Column theColumn(@Nullable Column column) {
        if (column == null) {
            throw new IllegalArgumentException("a column is needed");
        }
        return column;
    }

    private SheetFormula distinct(Column column, List<Condition> where) {
        String cell = cell(column);
        String sameText = absolute(column) + "," + cell;
        String count = criteria(where, true)
                .map(criteria -> "COUNTIFS(" + sameText + (criteria.isEmpty() ? "" : "," + criteria) + ")")
                .orElse("");
        if (!count.isEmpty()) {
            String taken = cell + "<>\"\"";
            String mask = where.isEmpty() ? taken : "(" + taken + ")*" + mask(where);
            return perRow("ROUND(SUM(#),0)", "IF(" + mask + ",1/" + count + ",0)");
        }
        // Conditions that COUNTIFS cannot say: each value's first taken row is the one whose running place is lowest.
        String key = "IF(" + mask(where) + "*(" + cell + "<>\"\"),MATCH(" + cell + "," + absolute(column) + ",0),\"\")";
        return perRow("SUM(IF(FREQUENCY(#,#)>0,1,0))", key);
    }

    private SheetFormula nth(Sketch.Nth nth) {
        String function = nth.highest() ? "LARGE" : "SMALL";
        if (nth.where().isEmpty()) {
            return plain(function + "(" + range(nth.column()) + "," + nth.place() + ")");
        }
        return perRow(function + "(#," + nth.place() + ")", numberIf(nth.where(), nth.column()));
    }

    private Optional<SheetFormula> share(Sketch.Share share) {
        Aggregate aggregate = share.column() == null ? Aggregate.COUNT : Aggregate.SUM;
        List<Condition> both = new ArrayList<>(share.where());
        both.addAll(share.part());
        Optional<String> below = plainFigure(aggregate, share.column(), share.where());
        Optional<String> above = plainFigure(aggregate, share.column(), both);
        if (above.isPresent() && below.isPresent()) {
            return Optional.of(plain(bracketed(above.get()) + "/" + bracketed(below.get())));
        }
        if (share.column() == null) {
            String part = "IF(" + mask(share.part()) + ",1,0)";
            String term = share.where().isEmpty() ? part : "IF(" + mask(share.where()) + "," + part + ",\"\")";
            return Optional.of(perRow("AVERAGE(#)", term));
        }
        Column column = share.column();
        return below.map(whole -> perRow("SUM(#)/" + bracketed(whole), numberIf(both, column)));
    }

    private static String bracketed(String sum) {
        return sum.contains("+") ? "(" + sum + ")" : sum;
    }

    private Optional<SheetFormula> best(Sketch.Best best) {
        String pick = pick(best);
        if (best.measure() == Sketch.Measure.ROW) {
            Column column = best.theColumn();
            if (best.where().isEmpty()) {
                return Optional.of(plain(outerOfBest(best, pick).replace(TERM, range(column))));
            }
            return Optional.of(perRow(outerOfBest(best, pick), numberIf(best.where(), column)));
        }
        Column label = best.label();
        String group = absolute(label) + "," + cell(label);
        Optional<String> criteria = criteria(best.where(), true);
        if (criteria.isEmpty()) {
            return Optional.empty();
        }
        String all = group + (criteria.get().isEmpty() ? "" : "," + criteria.get());
        String figure = switch (best.measure()) {
            case COUNT -> "COUNTIFS(" + all + ")";
            case SUM -> "SUMIFS(" + absolute(best.theColumn()) + "," + all + ")";
            default -> "AVERAGEIFS(" + absolute(best.theColumn()) + "," + all + ")";
        };
        String taken = "(" + cell(label) + "<>\"\")" + (best.where().isEmpty() ? "" : "*" + mask(best.where()));
        if (best.measure() == Sketch.Measure.AVERAGE) {
            figure = "IFERROR(" + figure + ",\"\")";
        }
        if (best.place() > 1) {
            // Each group once, at its first row, or the order would count it for each of its rows.
            String first = "IFERROR(MATCH(" + cell(label) + "," + absolute(label) + ",0),0)=ROW(" + cell(label) + ")-"
                    + (table.firstRow() - 1);
            taken = "(COUNTIFS(" + all + ")>0)*(" + first + ")";
        }
        return Optional.of(perRow(outerOfBest(best, pick), "IF(" + taken + "," + figure + ",\"\")"));
    }

    private static String pick(Sketch.Best best) {
        if (best.place() > 1) {
            return (best.highest() ? "LARGE" : "SMALL") + "(#," + best.place() + ")";
        }
        return (best.highest() ? "MAX" : "MIN") + "(#)";
    }

    private String outerOfBest(Sketch.Best best, String pick) {
        return "INDEX(" + range(best.label()) + ",MATCH(" + pick + ",#,0))";
    }

    // --- conditions as criteria of SUMIFS and its family ---

    private Optional<String> criteria(List<Condition> where) {
        return criteria(where, false);
    }

    private Optional<String> criteria(List<Condition> where, boolean absolute) {
        List<String> parts = new ArrayList<>();
        for (Condition condition : where) {
            Optional<List<String>> criteria = criteria(condition);
            if (criteria.isEmpty()) {
                return Optional.empty();
            }
            String range = absolute ? absolute(condition.column()) : range(condition.column());
            criteria.get().forEach(criterion -> parts.add(range + "," + criterion));
        }
        return Optional.of(String.join(",", parts));
    }

    private static Optional<List<String>> criteria(Condition condition) {
        if (condition instanceof Condition.In in
                && in.column().holdsTruths()
                && in.values().size() == 1
                && !in.negated()) {
            return Optional.of(List.of(in.values().get(0))); // a truth value, not its name in quotes
        }
        if (condition instanceof Condition.In in && isSayable(in)) {
            String sign = in.negated() ? "<>" : startsWithSign(in.values().get(0)) ? "=" : "";
            return Optional.of(in.values().stream()
                    .map(value -> quoted(sign + value.replaceAll("([*?~])", "~$1")))
                    .toList());
        }
        if (condition instanceof Condition.Compares compares) {
            String sign = compares.comparison() == Comparison.EQUAL
                    ? "="
                    : compares.comparison().sign();
            return Optional.of(List.of(quoted(sign + number(compares.value()))));
        }
        if (condition instanceof Condition.Between between) {
            return Optional.of(List.of(quoted(">=" + number(between.low())), quoted("<=" + number(between.high()))));
        }
        if (condition instanceof Condition.Days days) {
            List<String> criteria = new ArrayList<>();
            if (days.from() != null) {
                criteria.add("\">=\"&" + date(days.from()));
            }
            if (days.until() != null) {
                criteria.add("\"<\"&" + date(days.until()));
            }
            return Optional.of(criteria);
        }
        return Optional.empty();
    }

    /** Several values have to be negated to be criteria that all hold; a text like a number would match the number too. */
    private static boolean isSayable(Condition.In in) {
        return (in.values().size() == 1 || in.negated())
                && in.values().stream()
                        .noneMatch(value -> value.matches("[\\s\\d.,%$¥€+\\-/:eE()]+|(?i)true|false|#.*|.*~.*"));
    }

    private static boolean startsWithSign(String value) {
        return value.startsWith("=") || value.startsWith("<") || value.startsWith(">");
    }

    // --- conditions as a product of truth values, for one row ---

    private String mask(List<Condition> where) {
        return where.stream().map(this::mask).collect(Collectors.joining("*"));
    }

    private String mask(Condition condition) {
        String cell = cell(condition.column());
        if (condition instanceof Condition.In in) {
            String sign = in.negated() ? "<>" : "=";
            boolean truths = in.column().holdsTruths();
            List<String> tests = in.values().stream()
                    .map(value -> truths ? truth(cell, value, in.negated()) : "(" + cell + sign + quoted(value) + ")")
                    .toList();
            return in.negated() || tests.size() == 1 ? String.join("*", tests) : "(" + String.join("+", tests) + ">0)";
        }
        if (condition instanceof Condition.Compares compares) {
            return guard(condition.column()) + "(" + cell
                    + compares.comparison().sign() + number(compares.value()) + ")";
        }
        if (condition instanceof Condition.Between between) {
            return guard(condition.column()) + "(" + cell + ">=" + number(between.low()) + ")*(" + cell + "<="
                    + number(between.high()) + ")";
        }
        if (condition instanceof Condition.Days days) {
            String from = days.from() == null ? "" : "(" + cell + ">=" + date(days.from()) + ")";
            String until = days.until() == null ? "" : "(" + cell + "<" + date(days.until()) + ")";
            return guard(condition.column()) + from + (from.isEmpty() || until.isEmpty() ? "" : "*") + until;
        }
        if (condition instanceof Condition.Months months) {
            String month = hasGaps(condition.column())
                    ? "IF(ISNUMBER(" + cell + "),MONTH(" + cell + "),0)"
                    : "MONTH(" + cell + ")";
            int first = months.months().get(0);
            int last = months.months().get(months.months().size() - 1);
            return first == last
                    ? "(" + month + "=" + first + ")"
                    : "(" + month + ">=" + first + ")*(" + month + "<=" + last + ")";
        }
        if (condition instanceof Condition.Blank blank) {
            return "(" + cell + (blank.negated() ? "<>" : "=") + "\"\")";
        }
        Condition.Against against = (Condition.Against) condition;
        return guard(condition.column()) + guard(against.other()) + "(" + cell
                + against.comparison().sign() + cell(against.other()) + ")";
    }

    /** An empty cell equals FALSE, so only cells that hold a truth value are compared. */
    private static String truth(String cell, String value, boolean negated) {
        String same = "ISLOGICAL(" + cell + ")*(" + cell + "=" + value + ")";
        return negated ? "(1-" + same + ")" : "(" + same + ")";
    }

    /** Empty cells and texts compare as if they were numbers: where there are any they are kept out. */
    private static String guard(Column column) {
        return hasGaps(column) ? "ISNUMBER(" + cell(column) + ")*" : "";
    }

    private static boolean hasGaps(Column column) {
        for (int row = 0; row < column.size(); row++) {
            if (Double.isNaN(column.number(row))) {
                return true;
            }
        }
        return false;
    }

    private String numberIf(List<Condition> where, Column column) {
        return "IF(" + guard(column) + mask(where) + "," + cell(column) + ",\"\")";
    }

    // --- writing ---

    private static SheetFormula plain(String text) {
        return new SheetFormula(text, false, null);
    }

    /** An array formula, and the same said row by row. */
    private SheetFormula perRow(String outer, String term) {
        String array = term;
        for (Column column : table.columns()) {
            array = array.replace(cell(column), range(column));
        }
        return new SheetFormula(
                outer.replace(TERM, array), true, new RowForm(outer, term, table.firstRow(), table.lastRow()));
    }

    private String range(Column column) {
        return column.letters() + table.firstRow() + ":" + column.letters() + table.lastRow();
    }

    /** The range with fixed rows: within a per-row term, where only cells of the row may move. */
    private String absolute(Column column) {
        return column.letters() + "$" + table.firstRow() + ":" + column.letters() + "$" + table.lastRow();
    }

    private static String cell(Column column) {
        return "$" + column.letters() + ROW;
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\"", "\"\"").replace(ROW, "{\"&\"row}") + "\"";
    }

    private static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    private static String date(LocalDate day) {
        return "DATE(" + day.getYear() + "," + day.getMonthValue() + "," + day.getDayOfMonth() + ")";
    }
}
