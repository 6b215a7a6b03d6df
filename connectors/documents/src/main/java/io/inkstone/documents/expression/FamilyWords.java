package io.inkstone.documents.expression;

import io.inkstone.documents.expression.Expression.Call;
import io.inkstone.documents.expression.Expression.Literal;
import io.inkstone.documents.expression.Expression.Operation;
import io.inkstone.documents.sheet.CellValue;
import io.inkstone.documents.sheet.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says the functions that take conditions or look something up, whose arguments belong together. */
final class FamilyWords {

    private final ExpressionWords words;
    private final ConditionWords conditions;
    private final Scope scope;
    private final boolean chinese;

    FamilyWords(ExpressionWords words, ConditionWords conditions, Scope scope, boolean chinese) {
        this.words = words;
        this.conditions = conditions;
        this.scope = scope;
        this.chinese = chinese;
    }

    private String pick(String english, String chineseText) {
        return chinese ? chineseText : english;
    }

    /** Empty for other functions, and where arguments are missing. */
    Optional<String> say(Call call) {
        List<Expression> given = call.arguments();
        String said = switch (call.function()) {
            case "SUMIFS" -> figure(given, pick("the sum of ", ""), "之和");
            case "AVERAGEIFS" -> figure(given, pick("the average of ", ""), "的平均值");
            case "MAXIFS" -> figure(given, pick("the highest of ", ""), "的最大值");
            case "MINIFS" -> figure(given, pick("the lowest of ", ""), "的最小值");
            case "SUMIF" -> single(given, pick("the sum of ", ""), "之和");
            case "AVERAGEIF" -> single(given, pick("the average of ", ""), "的平均值");
            case "COUNTIF", "COUNTIFS" -> count(given);
            case "SUMPRODUCT" -> product(given);
            case "SUM" -> given.size() == 1 ? arraySum(given.get(0)) : null;
            case "FILTER" -> filter(given);
            case "INDEX" -> index(call);
            case "VLOOKUP" -> vlookup(call);
            case "XLOOKUP" -> xlookup(call);
            default -> null;
        };
        return Optional.ofNullable(said);
    }

    private @Nullable String figure(List<Expression> given, String before, String after) {
        return given.size() < 3
                ? null
                : where(before + words.part(given.get(0)) + pick("", after), conditions.pairs(given, 1));
    }

    private @Nullable String single(List<Expression> given, String before, String after) {
        if (given.size() < 2) {
            return null;
        }
        Expression of = given.get(given.size() > 2 ? 2 : 0);
        return where(before + words.part(of) + pick("", after), conditions.pairs(given.subList(0, 2), 0));
    }

    private @Nullable String count(List<Expression> given) {
        return given.size() < 2
                ? null
                : where(
                        pick("the number of rows" + rows(given.get(0)), rows(given.get(0)) + "行数"),
                        conditions.pairs(given, 0));
    }

    /** Of which table, e.g. {@code  of Orders (rows 2–261)}. */
    private String rows(Expression range) {
        return scope.place(range)
                .filter(place -> place.table() != null && !place.wholeColumns())
                .map(place -> pick(
                        " of " + name(place) + " (" + place.firstRow() + "–" + place.lastRow() + ")",
                        name(place) + "（第" + place.firstRow() + "–" + place.lastRow() + "行）的"))
                .orElse("");
    }

    private static String name(Place place) {
        return place.table() == null ? place.sheet() : place.table().listName().orElse(place.sheet());
    }

    private String where(String what, String conditionWords) {
        return conditionWords.isEmpty()
                ? what
                : pick(what + " where " + conditionWords, "在" + conditionWords + "的行中，" + what);
    }

    private @Nullable String product(List<Expression> given) {
        List<Expression> factors = new ArrayList<>();
        given.forEach(argument -> flatten(argument, factors));
        List<Expression> limits =
                factors.stream().filter(ConditionWords::isCondition).toList();
        List<Expression> measures =
                factors.stream().filter(factor -> !limits.contains(factor)).toList();
        if (factors.isEmpty()) {
            return null;
        }
        if (measures.isEmpty()) {
            return where(pick("the number of rows", "行数"), conditions.all(limits));
        }
        String of = measures.stream().map(words::part).collect(Collectors.joining(" × "));
        return where(pick("the sum of " + of, of + "之和"), conditions.all(limits));
    }

    private static void flatten(Expression factor, List<Expression> into) {
        if (factor.bare() instanceof Operation operation && operation.operator().equals("*")) {
            flatten(operation.left(), into);
            flatten(operation.right(), into);
        } else {
            into.add(factor);
        }
    }

    /** {@code SUM} of a product of conditions or of an {@code IF} over a range. */
    private @Nullable String arraySum(Expression argument) {
        Expression bare = argument.bare();
        if (bare instanceof Operation operation
                && operation.operator().equals("*")
                && RowForms.manyValued(bare, scope)) {
            return product(List.of(bare));
        }
        if (bare instanceof Call call && call.function().equals("IF") && RowForms.manyValued(bare, scope)) {
            @Nullable Expression taken = call.argument(1);
            return taken == null || call.argument(2) != null
                    ? null
                    : where(
                            pick("the sum of " + words.part(taken), words.part(taken) + "之和"),
                            conditions.all(List.of(call.arguments().get(0))));
        }
        return null;
    }

    private @Nullable String filter(List<Expression> given) {
        if (given.size() < 2) {
            return null;
        }
        List<Expression> limits = new ArrayList<>();
        flatten(given.get(1), limits);
        String rows = where(
                pick("all rows of " + words.part(given.get(0)), words.part(given.get(0)) + "的各行"),
                conditions.all(limits));
        return given.size() < 3 ? rows : rows + pick(", or ", "，没有时为") + words.part(given.get(2));
    }

    private @Nullable String index(Call call) {
        @Nullable Expression row = call.argument(1);
        if (call.arguments().isEmpty() || row == null) {
            return null;
        }
        String of = words.part(call.arguments().get(0));
        @Nullable Expression column = call.argument(2);
        String which = row(row);
        if (column == null) {
            return pick(of + " " + which, which + "中的" + of);
        }
        String at = column.bare() instanceof Call match
                        && match.function().equals("MATCH")
                        && match.arguments().size() > 1
                ? pick(
                        " and the column headed " + words.part(match.arguments().get(0)),
                        "、表头为" + words.part(match.arguments().get(0)) + "的列")
                : pick(" and column ", "、第") + words.part(column) + pick("", "列");
        return pick(of + " " + which + at, which + at + "中的" + of);
    }

    private String row(Expression row) {
        if (!(row.bare() instanceof Call match
                && match.function().endsWith("MATCH")
                && match.arguments().size() > 1)) {
            return pick("in its row ", "第") + words.part(row) + pick("", "行");
        }
        Expression key = match.arguments().get(0);
        Expression in = match.arguments().get(1);
        boolean exact = match.function().equals("XMATCH")
                || (match.argument(2) instanceof Literal type && type.text().equals("0"));
        boolean conditional =
                key instanceof Literal one && one.text().equals("1") && ConditionWords.isCondition(factor(in));
        if (conditional) {
            List<Expression> limits = new ArrayList<>();
            flatten(in, limits);
            return pick("in the first row where " + conditions.all(limits), "首个满足" + conditions.all(limits) + "的行");
        }
        return found(words.brief(in), words.part(key), exact);
    }

    private static Expression factor(Expression in) {
        List<Expression> factors = new ArrayList<>();
        flatten(in, factors);
        return factors.get(0);
    }

    private String found(String column, String key, boolean exact) {
        return exact
                ? pick("in the first row where " + column + " is " + key, "首个" + column + "为" + key + "的行")
                : pick(
                        "in the last row where " + column + " is not above " + key
                                + " (approximate: the rows must be sorted)",
                        "最后一个" + column + "不大于" + key + "的行（近似匹配，须已排序）");
    }

    private @Nullable String vlookup(Call call) {
        List<Expression> given = call.arguments();
        if (given.size() < 3) {
            return null;
        }
        Optional<Place> table = scope.place(given.get(1));
        String key = words.part(given.get(0));
        Optional<String> wanted = given.get(2) instanceof Literal literal
                        && literal.value() instanceof CellValue.Number number
                ? table.flatMap(place -> place.column((int) number.value() - 1)).map(Column::header)
                : Optional.empty();
        String first =
                table.flatMap(place -> place.column(0)).map(Column::header).orElse(pick("its first column", "首列"));
        @Nullable Expression range = call.argument(3);
        boolean exact = given.size() > 3
                && (range == null
                        || range.text().equals("FALSE")
                        || range.text().equals("0"));
        String of = table.filter(place -> place.table() != null)
                .map(FamilyWords::name)
                .orElse(given.get(1).text());
        String what = wanted.orElseGet(() -> pick("column ", "第") + words.part(given.get(2)) + pick("", "列"));
        return pick(
                what + " of " + of + " " + found(first, key, exact), of + "中" + found(first, key, exact) + "的" + what);
    }

    private @Nullable String xlookup(Call call) {
        List<Expression> given = call.arguments();
        if (given.size() < 3) {
            return null;
        }
        boolean exact = call.argument(4) == null || given.get(4).text().equals("0");
        String found = found(words.brief(given.get(1)), words.part(given.get(0)), exact);
        String of = words.part(given.get(2));
        @Nullable Expression otherwise = call.argument(3);
        return pick(of + " " + found, found + "的" + of)
                + (otherwise == null
                        ? ""
                        : pick(
                                ", or " + words.part(otherwise) + " where there is none",
                                "（没有时为" + words.part(otherwise) + "）"));
    }
}
