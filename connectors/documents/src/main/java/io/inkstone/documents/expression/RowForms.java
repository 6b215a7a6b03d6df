package io.inkstone.documents.expression;

import io.inkstone.documents.expression.Expression.Call;
import io.inkstone.documents.expression.Expression.Group;
import io.inkstone.documents.expression.Expression.Name;
import io.inkstone.documents.expression.Expression.Operation;
import io.inkstone.documents.expression.Expression.Reference;
import io.inkstone.documents.expression.Expression.Sign;
import io.inkstone.documents.sheet.SheetFormula;
import io.inkstone.documents.sheet.SheetFormula.RowForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Tells which parts of a formula are computed for each cell of a range at once, and takes these apart into a term for each
 * row, since POI computes many functions for single cells only.
 */
final class RowForms {

    private static final int MOST_ROWS = 20_000;

    /** Functions that, given a range where they want one value, are computed for each of its cells. */
    private static final Set<String> EACH = Set.of(
            "IF",
            "IFERROR",
            "IFNA",
            "ISNUMBER",
            "ISTEXT",
            "ISBLANK",
            "ISERROR",
            "ISNA",
            "NOT",
            "YEAR",
            "MONTH",
            "DAY",
            "WEEKDAY",
            "WEEKNUM",
            "HOUR",
            "MINUTE",
            "TEXT",
            "LEFT",
            "RIGHT",
            "MID",
            "LEN",
            "TRIM",
            "CLEAN",
            "UPPER",
            "LOWER",
            "PROPER",
            "VALUE",
            "ABS",
            "INT",
            "ROUND",
            "ROUNDUP",
            "ROUNDDOWN",
            "MOD",
            "DATE",
            "DATEVALUE",
            "SEARCH",
            "FIND",
            "SUBSTITUTE",
            "EXACT",
            "EDATE",
            "EOMONTH",
            "SIGN",
            "SQRT",
            "POWER",
            "CONCATENATE");

    private final Scope scope;
    private final List<Expression> terms = new ArrayList<>();

    private RowForms(Scope scope) {
        this.scope = scope;
    }

    /** The formula as it is to be evaluated. */
    static SheetFormula of(Expression formula, Scope scope) {
        RowForms forms = new RowForms(scope);
        forms.collect(formula);
        if (forms.terms.isEmpty()) {
            return new SheetFormula(formula.text(), false, null);
        }
        List<Place> places = forms.terms.stream().flatMap(forms::cells).toList();
        Place first = places.get(0);
        boolean fits = forms.terms.size() <= RowForm.MOST_TERMS
                && first.height() <= MOST_ROWS
                && places.stream()
                        .allMatch(place -> place.width() == 1
                                && place.firstRow() == first.firstRow()
                                && place.lastRow() == first.lastRow());
        return new SheetFormula(formula.text(), true, fits ? forms.taken(formula, first) : null);
    }

    /** Whether a part has a value for each cell of a range rather than one. */
    static boolean manyValued(Expression part, Scope scope) {
        return new RowForms(scope).many(part);
    }

    /** Whether programs without dynamic arrays need the formula to be entered as an array formula. */
    static boolean needsArrayEntry(Expression formula, Scope scope) {
        RowForms forms = new RowForms(scope);
        return formula.all()
                .anyMatch(part -> part instanceof Call call
                        && !call.function().equals("SUMPRODUCT")
                        && (!EACH.contains(call.function()) || call.function().startsWith("IF"))
                        && call.arguments().stream()
                                .anyMatch(argument -> forms.many(argument) && !forms.isRange(argument)));
    }

    private RowForm taken(Expression formula, Place rows) {
        Expression outer = formula;
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < terms.size(); i++) {
            Expression term = terms.get(i);
            outer = outer.replace(term, new Name(RowForm.range(i)));
            for (Expression range : ranges(term)) {
                term = term.replace(range, new Name(cell(range)));
            }
            texts.add(term.text());
        }
        return new RowForm(outer.text(), texts, rows.firstRow(), rows.lastRow());
    }

    private String cell(Expression range) {
        Place place = scope.place(range).orElseThrow();
        String cell = new Reference(place.sheet(), new Corner(place.firstColumn(), true, 1, false), null).text();
        return cell.substring(0, cell.length() - 1) + "{row}";
    }

    private Stream<Place> cells(Expression term) {
        return ranges(term).stream().flatMap(range -> scope.place(range).stream());
    }

    /** The ranges of which a term takes one cell for each row. */
    private List<Expression> ranges(Expression term) {
        if (isRange(term)) {
            return List.of(term);
        }
        return each(term).stream()
                .filter(this::many)
                .flatMap(child -> ranges(child).stream())
                .toList();
    }

    private void collect(Expression part) {
        if (many(part) && !isRange(part)) {
            terms.add(part);
            return;
        }
        for (Expression child : part.children()) {
            collect(child);
        }
    }

    private boolean isRange(Expression part) {
        return scope.place(part).filter(place -> !place.single()).isPresent();
    }

    private boolean many(Expression part) {
        if (isRange(part)) {
            return true;
        }
        return each(part).stream().anyMatch(this::many);
    }

    /** The parts of which one value is wanted, so that of a range each cell is taken in turn. */
    private static List<Expression> each(Expression part) {
        if (!(part instanceof Call call)) {
            boolean passes = part instanceof Sign || part instanceof Group || part instanceof Operation;
            return passes ? part.children() : List.of();
        }
        List<Expression> given = call.arguments();
        return switch (call.function()) {
            case "MATCH", "VLOOKUP", "XLOOKUP" -> given.subList(0, Math.min(1, given.size()));
            case "INDEX" -> given.subList(Math.min(1, given.size()), given.size());
            case "COUNTIF", "SUMIF", "AVERAGEIF" -> given.subList(Math.min(1, given.size()), Math.min(2, given.size()));
            case "COUNTIFS" -> everySecond(given, 1);
            case "SUMIFS", "AVERAGEIFS", "MAXIFS", "MINIFS" -> everySecond(given, 2);
            default -> EACH.contains(call.function()) ? given : List.of();
        };
    }

    private static List<Expression> everySecond(List<Expression> given, int first) {
        return IntStream.range(0, given.size())
                .filter(i -> i >= first && (i - first) % 2 == 0)
                .mapToObj(given::get)
                .toList();
    }
}
