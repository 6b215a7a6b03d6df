package io.inkstone.documents.repair;

import io.inkstone.documents.expression.Corner;
import io.inkstone.documents.expression.Expression;
import io.inkstone.documents.expression.Expression.Call;
import io.inkstone.documents.expression.Expression.Reference;
import io.inkstone.documents.expression.FormulaEvaluator;
import io.inkstone.documents.expression.Place;
import io.inkstone.documents.expression.Scope;
import io.inkstone.documents.sheet.CellValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What rules work with.
 *
 * @param cell where the formula stands, or null where nobody said
 * @param request what the person says about it; may be empty
 */
record Bench(
        Scope scope, FormulaEvaluator evaluator, @Nullable Corner cell, String request, boolean chinese) {

    private static final Pattern ALL = Pattern.compile("\\b(?:all|every|whole|entire)\\b|全部|所有|每一行|整个");
    private static final Pattern FILL = Pattern.compile(
            "\\b(?:fill(?:ed|ing)?|drag(?:ged)?|cop(?:y|ied)|each row|every row)\\b|填充|下拉|往下|向下|每行|每一行");

    String say(String english, String chineseText) {
        return chinese ? chineseText : english;
    }

    /** One mend of a kind. */
    Mend mend(Expression formula, String kind, double cost, String english, String chineseText) {
        return new Mend(formula, new Change(kind, say(english, chineseText)), cost);
    }

    /** What a mend costs that brings in a name or value: less where the person speaks of it. */
    double cost(double usual, String introduced) {
        String wanted = introduced.toLowerCase(Locale.ROOT);
        return !wanted.isEmpty() && request.toLowerCase(Locale.ROOT).contains(wanted) ? usual / 2 : usual;
    }

    boolean asksForAllRows() {
        return ALL.matcher(request.toLowerCase(Locale.ROOT)).find();
    }

    boolean speaksOfFilling() {
        return FILL.matcher(request.toLowerCase(Locale.ROOT)).find();
    }

    /** The calls of a formula to these functions, outer ones first. */
    static Stream<Call> calls(Expression formula, List<String> functions) {
        return formula.all()
                .filter(Call.class::isInstance)
                .map(Call.class::cast)
                .filter(call -> functions.contains(call.function()));
    }

    /** The cells that a part means where these are more than one. */
    Optional<Place> range(@Nullable Expression part) {
        return part == null ? Optional.empty() : scope.place(part.bare()).filter(place -> !place.single());
    }

    boolean isRange(@Nullable Expression part) {
        return range(part).isPresent();
    }

    CellValue value(Expression part) {
        return evaluator.value(part);
    }

    boolean runs(Expression part) {
        return !(value(part) instanceof CellValue.Failure);
    }

    /** Whether a part comes to this error. */
    boolean failsWith(Expression part, String error) {
        return value(part) instanceof CellValue.Failure failure
                && failure.reason().equals(error);
    }

    /** A reference to the same columns in other rows. */
    static Reference rows(Reference range, int first, int last) {
        return new Reference(range.sheet(), range.from().at(first), range.last().at(last));
    }

    /** A reference to the column of a place that lies so many columns right of its first, fixed as the original is. */
    static Reference column(Reference range, Place place, int right) {
        int column = place.firstColumn() + right;
        Corner from = range.from();
        Corner to = range.last();
        return new Reference(
                range.sheet(),
                new Corner(column, from.fixedColumn(), from.row(), from.fixedRow()),
                new Corner(column, to.fixedColumn(), to.row(), to.fixedRow()));
    }
}
