package io.inkstone.documents.repair;

import io.inkstone.documents.expression.Criterion;
import io.inkstone.documents.expression.Expression;
import io.inkstone.documents.expression.Expression.Call;
import io.inkstone.documents.expression.Expression.Group;
import io.inkstone.documents.expression.Expression.Literal;
import io.inkstone.documents.expression.Expression.Operation;
import io.inkstone.documents.expression.Expression.Sign;
import io.inkstone.documents.expression.Place;
import io.inkstone.documents.sheet.CellValue;
import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.ColumnType;
import io.inkstone.documents.sheet.StoredText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Columns whose cells look like numbers or days and are texts, which sums and comparisons pass over. */
final class StoredAsText implements Rule {

    private static final double USUAL = 0.2;
    private static final List<String> FUNCTIONS =
            List.of("SUM", "AVERAGE", "MAX", "MIN", "SUMIF", "SUMIFS", "COUNTIFS", "COUNTIF");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(?:\\.[0-9]+)?");

    @Override
    public Optional<Fault> fault(Expression formula, Bench bench) {
        Optional<Fault> called = Bench.calls(formula, FUNCTIONS)
                .flatMap(call -> fault(formula, call, bench).stream())
                .findFirst();
        return called.isPresent()
                ? called
                : formula.all()
                        .filter(part -> part instanceof Operation operation && operation.compares())
                        .flatMap(part -> compared(formula, (Operation) part, bench).stream())
                        .findFirst();
    }

    /** A column of texts against a number or day, which is never equal to a text and always less than one. */
    private static Optional<Fault> compared(Expression formula, Operation operation, Bench bench) {
        boolean number = bench.value(operation.right()) instanceof CellValue.Number;
        return stored(operation.left(), bench)
                .filter(column -> number && column.storedAsText())
                .map(column -> {
                    Expression range = operation.left();
                    Expression values = day(column) == null ? condition(range) : new Call("DATEVALUE", List.of(range));
                    Mend mend = bench.mend(
                            formula.replace(range, values),
                            "numbers_as_text",
                            USUAL,
                            "The cells of " + column.header()
                                    + " are texts, which do not compare with numbers or days; they are turned into values first",
                            column.header() + "列存的是文本，不能与数字或日期比较，已先转换为数值");
                    return new Fault(reason(column, bench), List.of(mend));
                });
    }

    private static Optional<Fault> fault(Expression formula, Call call, Bench bench) {
        return call.function().contains("IF") ? conditional(formula, call, bench) : plain(formula, call, bench);
    }

    private static Optional<Column> stored(@Nullable Expression range, Bench bench) {
        return bench.range(range).flatMap(Place::column).filter(StoredAsText::hidesNumbers);
    }

    /** Whether texts of it say numbers or days: all of them, or some among numbers. */
    private static boolean hidesNumbers(Column column) {
        boolean mixed = column.type() != ColumnType.DATE
                && IntStream.range(0, column.size()).anyMatch(row -> !Double.isNaN(column.number(row)));
        return column.storedAsText()
                || (mixed
                        && column.distinctTexts().stream()
                                .anyMatch(text -> NUMBER.matcher(text).matches()));
    }

    private static Optional<Fault> plain(Expression formula, Call call, Bench bench) {
        if (call.arguments().size() != 1) {
            return Optional.empty();
        }
        Expression range = call.arguments().get(0);
        return stored(range, bench).filter(column -> day(column) == null).map(column -> {
            List<Mend> mends = new ArrayList<>();
            for (Expression numbers : numbers(range)) {
                Expression wanted = switch (call.function()) {
                    case "SUM" -> new Call("SUMPRODUCT", List.of(numbers));
                    case "AVERAGE" ->
                        new Operation(
                                "/",
                                new Call("SUMPRODUCT", List.of(numbers)),
                                new Call("SUMPRODUCT", List.of(condition(new Operation("<>", range, Literal.of(""))))));
                    default -> new Call(call.function(), List.of(numbers));
                };
                if (mends.isEmpty() && bench.runs(wanted)) {
                    mends.add(mend(formula, call, wanted, column, bench));
                }
            }
            return new Fault(reason(column, bench), mends);
        });
    }

    /** The texts of a range as numbers: the short way first, then one that passes over what is none. */
    private static List<Expression> numbers(Expression range) {
        Expression text = new Operation("&", range, Literal.of(""));
        return List.of(condition(range), new Call("IFERROR", List.of(new Call("VALUE", List.of(text)), Literal.of(0))));
    }

    private static Expression condition(Expression part) {
        Expression operand = part instanceof Operation ? new Group(part) : part;
        return new Sign("-", new Sign("-", operand));
    }

    private static @Nullable Object day(Column column) {
        return column.storedText().map(StoredText::order).orElse(null);
    }

    private static String reason(Column column, Bench bench) {
        return bench.say(
                "The cells of " + column.header() + " are texts that only look like numbers or days.",
                column.header() + "列的单元格是文本，只是看起来像数字或日期。");
    }

    private static Mend mend(Expression formula, Call call, Expression wanted, Column column, Bench bench) {
        return bench.mend(
                formula.replace(call, wanted),
                "numbers_as_text",
                USUAL,
                "The cells of " + column.header() + " are texts, which " + call.function()
                        + " passes over; they are turned into values first",
                column.header() + "列存的是文本，" + call.function() + "会忽略它们，已先转换为数值");
    }

    /** A sum or count under conditions becomes a {@code SUMPRODUCT}, which can turn texts into values. */
    private static Optional<Fault> conditional(Expression formula, Call call, Bench bench) {
        List<Expression> given = call.arguments();
        boolean counts = call.function().startsWith("COUNT");
        int first = call.function().equals("SUMIFS") ? 1 : 0;
        int last = call.function().endsWith("IFS") ? given.size() : Math.min(2, given.size());
        @Nullable
        Expression measure = counts ? null : first == 1 ? given.get(0) : given.size() > 2 ? given.get(2) : given.get(0);
        Optional<Column> bad =
                measure == null ? Optional.empty() : stored(measure, bench).filter(c -> day(c) == null);
        Expression product = null;
        for (int i = first; i + 1 < last; i += 2) {
            Criterion criterion = Criterion.of(given.get(i + 1));
            Optional<Column> column = stored(given.get(i), bench).filter(c -> !equality(criterion));
            bad = bad.isPresent() ? bad : column;
            Expression value = criterion.value() == null ? constant(criterion.text()) : criterion.value();
            Expression side = column.isEmpty()
                    ? given.get(i)
                    : day(column.get()) == null
                            ? condition(given.get(i))
                            : new Call("DATEVALUE", List.of(given.get(i)));
            if (criterion.before() || criterion.after()) {
                return Optional.empty();
            }
            Expression factor = new Group(new Operation(criterion.operator(), side, value));
            product = product == null ? factor : new Operation("*", product, factor);
        }
        if (bad.isEmpty() || product == null) {
            return Optional.empty();
        }
        Column column = bad.get();
        Expression all = measure == null
                ? condition(product)
                : new Operation(
                        "*", product, stored(measure, bench).isPresent() ? new Group(condition(measure)) : measure);
        Call wanted = new Call("SUMPRODUCT", List.of(all));
        return Optional.of(new Fault(
                reason(column, bench),
                bench.runs(wanted) ? List.of(mend(formula, call, wanted, column, bench)) : List.of()));
    }

    private static boolean equality(Criterion criterion) {
        return criterion.operator().equals("=") || criterion.operator().equals("<>");
    }

    private static Expression constant(String text) {
        return text.matches("-?[0-9]+(?:\\.[0-9]+)?")
                ? Literal.of(Double.parseDouble(text))
                : DayTexts.date(text).orElse(Literal.of(text));
    }
}
