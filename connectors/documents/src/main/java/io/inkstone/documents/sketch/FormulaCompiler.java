package io.inkstone.documents.sketch;

import static io.inkstone.documents.sketch.Ranges.cell;

import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.SheetFormula;
import io.inkstone.documents.sheet.SheetFormula.RowForm;
import io.inkstone.documents.sheet.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes a sketch as a formula that Excel, LibreOffice and POI compute. Conditions that {@code SUMIFS} and its family know
 * are said with them; the others make an array formula whose per-row part is given besides, because POI computes it only
 * cell by cell.
 */
public final class FormulaCompiler {

    private final Ranges ranges;
    private final Criteria criteria;

    private FormulaCompiler(Table table) {
        this.ranges = new Ranges(table);
        this.criteria = new Criteria(ranges);
    }

    /** The formula of a sketch, or empty when no formula of this compiler says it. */
    public static Optional<SheetFormula> compile(Sketch sketch) {
        if (sketch instanceof Sketch.Best best) {
            Optional<SheetFormula> joined = JoinedGroups.best(best);
            if (joined.isPresent()) {
                return joined;
            }
        }
        FormulaCompiler compiler = new FormulaCompiler(sketch.table());
        return compiler.draft(sketch)
                .filter(draft -> draft.terms().size() <= RowForm.MOST_TERMS)
                .map(draft -> draft.formula(sketch.table()));
    }

    private Optional<Draft> draft(Sketch sketch) {
        if (sketch instanceof Sketch.Figure figure) {
            return Optional.of(figure(figure));
        }
        if (sketch instanceof Sketch.Nth nth) {
            return Optional.of(nth(nth));
        }
        if (sketch instanceof Sketch.Share share) {
            return share(share);
        }
        if (sketch instanceof Sketch.Best best) {
            return best(best);
        }
        if (sketch instanceof Sketch.Lookup lookup) {
            return Optional.of(lookup(lookup));
        }
        if (sketch instanceof Sketch.Listing listing) {
            return Optional.of(listing(listing));
        }
        if (sketch instanceof Sketch.Rank rank) {
            return rank(rank);
        }
        if (sketch instanceof Sketch.GroupRank rank) {
            return groupRank(rank);
        }
        if (sketch instanceof Sketch.Fill fill) {
            return Optional.of(Draft.plain(fill.values()
                    .term()
                    .replace(Ranges.ROW, Integer.toString(fill.table().firstRow()))));
        }
        return combined((Sketch.Combined) sketch);
    }

    // --- figures ---

    private Draft figure(Sketch.Figure figure) {
        List<Condition> where = figure.where();
        if (figure.aggregate() == Aggregate.DISTINCT) {
            return distinct(figure.theColumn(), where);
        }
        Optional<String> plain = plainFigure(figure.aggregate(), figure.column(), where);
        if (plain.isPresent()) {
            return Draft.plain(plain.get());
        }
        if (figure.aggregate() == Aggregate.COUNT) {
            return Draft.perRow(ranges, "SUM(#)", "IF(" + RowMask.of(where) + ",1,0)");
        }
        return Draft.perRow(ranges, figure.aggregate().name() + "(#)", numberIf(where, figure.theColumn()));
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
        if (column != null && !column.isPlain()) {
            return Optional.empty();
        }
        if (extreme && column != null && !where.isEmpty() && Ranges.hasGaps(column)) {
            return Optional.empty(); // POI takes empty cells for zeros in MAXIFS and MINIFS
        }
        if (where.isEmpty()) {
            return Optional.of(
                    column == null
                            ? "ROWS(" + ranges.range(ranges.table().own().get(0)) + ")"
                            : aggregate.name() + "(" + ranges.range(column) + ")");
        }
        return criteria.say(where).flatMap(said -> switch (aggregate) {
            case COUNT -> Optional.of("COUNTIFS(" + said + ")");
            case SUM, AVERAGE -> Optional.of(aggregate.name() + "IFS(" + rangeOf(column) + "," + said + ")");
            case MAX, MIN -> Optional.of(aggregate.name() + "IFS(" + rangeOf(column) + "," + said + ")");
            case DISTINCT, MEDIAN -> Optional.empty();
        });
    }

    private String rangeOf(@Nullable Column column) {
        if (column == null) {
            throw new IllegalArgumentException("a column is needed");
        }
        return ranges.range(column);
    }

    private Draft distinct(Column column, List<Condition> where) {
        if (column.isDerived()) {
            return Groups.count(ranges, column, where);
        }
        String cell = column.cell();
        String sameText = ranges.absolute(column) + "," + cell;
        String count = criteria.say(where, true)
                .map(said -> "COUNTIFS(" + sameText + (said.isEmpty() ? "" : "," + said) + ")")
                .orElse("");
        if (!count.isEmpty()) {
            String taken = cell + "<>\"\"";
            String mask = where.isEmpty() ? taken : "(" + taken + ")*" + RowMask.of(where);
            return Draft.perRow(ranges, "ROUND(SUM(#),0)", "IF(" + mask + ",1/" + count + ",0)");
        }
        return Groups.count(ranges, column, where);
    }

    private Draft nth(Sketch.Nth nth) {
        String function = nth.highest() ? "LARGE" : "SMALL";
        if (nth.where().isEmpty() && nth.column().isPlain()) {
            return Draft.plain(function + "(" + ranges.range(nth.column()) + "," + nth.place() + ")");
        }
        return Draft.perRow(ranges, function + "(#," + nth.place() + ")", numberIf(nth.where(), nth.column()));
    }

    private Optional<Draft> share(Sketch.Share share) {
        Aggregate aggregate = share.column() == null ? Aggregate.COUNT : Aggregate.SUM;
        List<Condition> both = new ArrayList<>(share.where());
        both.addAll(share.part());
        Optional<String> below = plainFigure(aggregate, share.column(), share.where());
        Optional<String> above = plainFigure(aggregate, share.column(), both);
        if (above.isPresent() && below.isPresent()) {
            return Optional.of(Draft.plain(bracketed(above.get()) + "/" + bracketed(below.get())));
        }
        if (share.column() == null) {
            String part = "IF(" + RowMask.of(share.part()) + ",1,0)";
            String term = share.where().isEmpty() ? part : "IF(" + RowMask.of(share.where()) + "," + part + ",\"\")";
            return Optional.of(Draft.perRow(ranges, "AVERAGE(#)", term));
        }
        Draft whole = figure(new Sketch.Figure(share.table(), Aggregate.SUM, share.column(), share.where()));
        Draft part = figure(new Sketch.Figure(share.table(), Aggregate.SUM, share.column(), both));
        return Optional.of(Draft.joined("(%1$s)/(%2$s)", part, whole));
    }

    private static String bracketed(String sum) {
        return sum.contains("+") ? "(" + sum + ")" : sum;
    }

    // --- which one ---

    private Optional<Draft> best(Sketch.Best best) {
        if (best.measure() == Sketch.Measure.ROW) {
            Column column = best.theColumn();
            Draft numbers = best.where().isEmpty() && column.isPlain()
                    ? Draft.plain(ranges.range(column))
                    : Draft.perRow(ranges, "#", numberIf(best.where(), column));
            return Optional.of(labelOf(best, numbers));
        }
        Column label = best.label();
        Optional<String> said = criteria.say(best.where(), true);
        boolean computed =
                label.isDerived() || best.column() != null && !best.theColumn().isPlain();
        if (said.isEmpty() || computed) {
            return best.place() > 1
                    ? Optional.empty()
                    : Groups.figures(ranges, label, best.measure(), best.column(), best.where())
                            .map(figures -> labelOf(best, figures));
        }
        String group = ranges.absolute(label) + "," + cell(label);
        String all = group + (said.get().isEmpty() ? "" : "," + said.get());
        String figure = figureOfGroup(best.measure(), best.column(), all);
        String taken = "(" + cell(label) + "<>\"\")" + (best.where().isEmpty() ? "" : "*" + RowMask.of(best.where()));
        if (best.place() > 1) {
            // Each group once, at its first row, or the order would count it for each of its rows.
            taken = "(COUNTIFS(" + all + ")>0)*" + firstOfGroup(label);
        }
        return Optional.of(labelOf(best, Draft.perRow(ranges, "#", "IF(" + taken + "," + figure + ",\"\")")));
    }

    private Draft labelOf(Sketch.Best best, Draft numbers) {
        String pick = best.place() > 1
                ? (best.highest() ? "LARGE" : "SMALL") + "(%2$s," + best.place() + ")"
                : (best.highest() ? "MAX" : "MIN") + "(%2$s)";
        return Draft.joined("INDEX(%1$s,MATCH(" + pick + ",%2$s,0))", Draft.cells(ranges, best.label()), numbers);
    }

    // --- cells of rows ---

    private Draft lookup(Sketch.Lookup lookup) {
        Draft cells = Draft.cells(ranges, lookup.column());
        List<Condition> where = lookup.where();
        if (where.isEmpty()) {
            String place = lookup.pick() == Sketch.Pick.LAST ? "ROWS(%1$s)" : "1";
            return Draft.joined("INDEX(%1$s," + place + ")", cells, Draft.plain(""));
        }
        if (lookup.pick() == Sketch.Pick.LAST) {
            String own = cell(ranges.table().own().get(0));
            String place = "IF(" + RowMask.of(where) + ",ROW(" + own + ")-"
                    + (ranges.table().firstRow() - 1) + ",0)";
            return Draft.joined("INDEX(%1$s,MAX(%2$s))", cells, Draft.perRow(ranges, "#", place));
        }
        String offset = lookup.pick() == Sketch.Pick.NEXT ? "+1" : lookup.pick() == Sketch.Pick.PREVIOUS ? "-1" : "";
        return Draft.joined("INDEX(%1$s,%2$s" + offset + ")", cells, row(where));
    }

    private Optional<Draft> rank(Sketch.Rank rank) {
        String order = rank.highest() ? "0" : "1";
        Draft row = row(rank.where());
        if (rank.among().isEmpty() && rank.column().isPlain()) {
            return Optional.of(Draft.joined(
                    "RANK(INDEX(%1$s,%2$s),%1$s," + order + ")", Draft.plain(ranges.range(rank.column())), row));
        }
        if (!row.terms().isEmpty() || !rank.column().isPlain()) {
            return Optional.empty();
        }
        String own = "INDEX(" + ranges.fixed(rank.column()) + "," + ranges.fixedRows(row.outer()) + ")";
        String better = "(" + cell(rank.column()) + (rank.highest() ? ">" : "<") + own + ")";
        return Optional.of(Draft.perRow(
                ranges,
                "SUM(#)+1",
                "IF(" + RowMask.guard(rank.column()) + RowMask.of(rank.among()) + "*" + better + ",1,0)"));
    }

    private Optional<Draft> groupRank(Sketch.GroupRank rank) {
        Column label = rank.label();
        Optional<String> said = criteria.say(rank.where(), true);
        boolean computed =
                !label.isPlain() || rank.column() != null && !rank.column().isPlain();
        if (said.isEmpty() || computed) {
            return Optional.empty();
        }
        String others = said.get().isEmpty() ? "" : "," + said.get();
        String each = figureOfGroup(rank.measure(), rank.column(), ranges.absolute(label) + "," + cell(label) + others);
        Optional<String> own = criteria.say(List.of(new Condition.In(label, List.of(rank.value()), false)), true);
        if (own.isEmpty()) {
            return Optional.empty();
        }
        String ours = figureOfGroup(rank.measure(), rank.column(), own.get() + others);
        String taken = "(" + cell(label) + "<>\"\")" + (rank.where().isEmpty() ? "" : "*" + RowMask.of(rank.where()));
        String term = "IF(" + taken + "*" + firstOfGroup(label) + ",IF(" + each + (rank.highest() ? ">" : "<") + ours
                + ",1,0),0)";
        return rank.where().isEmpty() ? Optional.of(Draft.perRow(ranges, "SUM(#)+1", term)) : Optional.empty();
    }

    private String figureOfGroup(Sketch.Measure measure, @Nullable Column column, String criteriaOfGroup) {
        return switch (measure) {
            case COUNT -> "COUNTIFS(" + criteriaOfGroup + ")";
            case SUM -> "SUMIFS(" + absoluteOf(column) + "," + criteriaOfGroup + ")";
            default -> "IFERROR(AVERAGEIFS(" + absoluteOf(column) + "," + criteriaOfGroup + "),\"\")";
        };
    }

    private String absoluteOf(@Nullable Column column) {
        if (column == null) {
            throw new IllegalArgumentException("a column is needed");
        }
        return ranges.absolute(column);
    }

    /** Whether a row is the first of its group. */
    private String firstOfGroup(Column label) {
        return "(IFERROR(MATCH(" + cell(label) + "," + ranges.absolute(label) + ",0),0)=ROW(" + cell(label) + ")-"
                + (ranges.table().firstRow() - 1) + ")";
    }

    /** The place of the first row that fulfils the conditions. */
    private Draft row(List<Condition> where) {
        if (where.size() == 1 && where.get(0) instanceof Condition.In in && isPlainText(in)) {
            return Draft.plain("MATCH(" + Ranges.quoted(in.values().get(0)) + "," + ranges.range(in.column()) + ",0)");
        }
        return Draft.perRow(ranges, "MATCH(1,#,0)", "IF(" + RowMask.of(where) + ",1,0)");
    }

    /** MATCH takes wildcards in texts, and texts that are numbers never match numbers. */
    private static boolean isPlainText(Condition.In in) {
        return !in.negated()
                && in.values().size() == 1
                && !in.column().holdsTruths()
                && in.column().isPlain()
                && !in.values().get(0).matches("(?s).*[*?~].*");
    }

    /** An empty cell within an array would be listed as 0. */
    private Draft listing(Sketch.Listing listing) {
        Column column = listing.column();
        String filled =
                "(" + cell(column) + "<>\"\")" + (listing.where().isEmpty() ? "" : "*" + RowMask.of(listing.where()));
        Draft cells = listing.where().isEmpty()
                ? Draft.cells(ranges, column)
                : Draft.perRow(ranges, "#", "IF(" + filled + "," + cell(column) + ",\"\")");
        return Draft.joined("TEXTJOIN(\", \",TRUE,%1$s)", cells, Draft.plain(""));
    }

    // --- two figures ---

    private Optional<Draft> combined(Sketch.Combined combined) {
        Optional<Draft> first = draft(combined.first());
        Optional<Draft> second = draft(combined.second());
        if (first.isEmpty() || second.isEmpty()) {
            return Optional.empty();
        }
        String frame = switch (combined.relation()) {
            case DISTANCE -> "ABS((%1$s)-(%2$s))";
            case DIFFERENCE -> "(%1$s)-(%2$s)";
            case SUM -> "(%1$s)+(%2$s)";
            case RATIO -> "(%1$s)/(%2$s)";
            case GROWTH -> "(%1$s)/(%2$s)-1";
        };
        return Optional.of(Draft.joined(frame, first.get(), second.get()));
    }

    private static String numberIf(List<Condition> where, Column column) {
        String guard = RowMask.guard(column);
        if (where.isEmpty()) {
            return guard.isEmpty()
                    ? cell(column)
                    : "IF(" + guard.substring(0, guard.length() - 1) + "," + cell(column) + ",\"\")";
        }
        return "IF(" + guard + RowMask.of(where) + "," + cell(column) + ",\"\")";
    }
}
