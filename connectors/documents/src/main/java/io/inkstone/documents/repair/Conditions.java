package io.inkstone.documents.repair;

import io.inkstone.documents.expression.Expression;
import io.inkstone.documents.expression.Expression.Call;
import io.inkstone.documents.expression.Expression.Literal;
import io.inkstone.documents.expression.Expression.Operation;
import io.inkstone.documents.expression.FormulaParser;
import io.inkstone.documents.expression.FormulaSyntaxException;
import io.inkstone.documents.expression.Place;
import io.inkstone.documents.sheet.CellValue;
import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.ColumnType;
import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Conditions, in {@code SUMIFS} and its family or as comparisons of columns, that match nothing or not what they say. */
final class Conditions implements Rule {

    private static final double USUAL = 0.2;
    private static final List<String> FAMILY =
            List.of("SUMIF", "SUMIFS", "AVERAGEIF", "AVERAGEIFS", "COUNTIF", "COUNTIFS", "MAXIFS", "MINIFS");
    private static final Pattern PARTS = Pattern.compile("(<>|<=|>=|=>|=<|><|[=<>])?\\s*(.*?)\\s*", Pattern.DOTALL);
    private static final Pattern CELL = Pattern.compile("\\$?[A-Z]{1,3}\\$?[1-9][0-9]{0,6}");
    private static final Pattern GROUPED = Pattern.compile("-?[0-9]{1,3}(?:,[0-9]{3})+(?:\\.[0-9]+)?");

    @Override
    public Optional<Fault> fault(Expression formula, Bench bench) {
        for (Expression part : formula.all().toList()) {
            Optional<Fault> fault = Optional.empty();
            if (part instanceof Call call && FAMILY.contains(call.function())) {
                fault = family(formula, call, bench);
            } else if (part instanceof Operation operation && operation.compares()) {
                fault = comparison(formula, operation, bench);
            }
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private static Optional<Fault> family(Expression formula, Call call, Bench bench) {
        boolean measured = call.function().endsWith("IFS") && !call.function().equals("COUNTIFS");
        int pairs = call.function().endsWith("IFS")
                ? call.arguments().size()
                : Math.min(2, call.arguments().size());
        for (int i = measured ? 1 : 0; i + 1 < pairs; i += 2) {
            Expression criterion = call.arguments().get(i + 1);
            Optional<Place> place = bench.range(call.arguments().get(i));
            Optional<Column> column = place.flatMap(Place::column);
            Function<Expression, Expression> put = by -> formula.replace(criterion, by);
            Optional<Fault> fault = Optional.empty();
            if (criterion instanceof Literal literal && literal.value() instanceof CellValue.Text text) {
                fault = text(text.value(), column, put, bench);
            } else if (criterion instanceof Operation joined
                    && joined.operator().equals("&")
                    && joined.left() instanceof Literal literal
                    && literal.value() instanceof CellValue.Text text) {
                fault = operator(text.value(), joined, put, bench);
            }
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    /** {@code "> "&A1} and {@code "=>"&A1}. */
    private static Optional<Fault> operator(
            String text, Operation joined, Function<Expression, Expression> put, Bench bench) {
        Matcher parts = PARTS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC));
        if (!parts.matches() || parts.group(1) == null) {
            return Optional.empty();
        }
        String wanted = turned(parts.group(1)) + parts.group(2);
        return wanted.equals(text)
                ? Optional.empty()
                : one(bench.mend(
                        put.apply(new Operation("&", Literal.of(wanted), joined.right())),
                        "criteria_operator",
                        USUAL,
                        "The operator of the condition was written '" + text + "'; it has to be '" + wanted + "'",
                        "条件中的运算符“" + text + "”应写作“" + wanted + "”"));
    }

    private static String turned(String operator) {
        return switch (operator) {
            case "=>" -> ">=";
            case "=<" -> "<=";
            case "><" -> "<>";
            default -> operator;
        };
    }

    private static Optional<Fault> text(
            String text, Optional<Column> column, Function<Expression, Expression> put, Bench bench) {
        if (column.isPresent() && holds(column.get(), text)) {
            return Optional.empty();
        }
        String plain = Normalizer.normalize(
                text.replace("≥", ">=").replace("≤", "<=").replace("≠", "<>"), Normalizer.Form.NFKC);
        Matcher parts = PARTS.matcher(plain);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String operator = parts.group(1) == null ? "" : turned(parts.group(1));
        String value = parts.group(2);
        Optional<Expression> day =
                column.filter(c -> c.type() == ColumnType.DATE).flatMap(c -> DayTexts.date(value));
        if (day.isPresent()) {
            return one(bench.mend(
                    put.apply(operator.isEmpty() ? day.get() : new Operation("&", Literal.of(operator), day.get())),
                    "date_text",
                    USUAL,
                    "'" + text + "' is a text; a day is said by " + day.get().text(),
                    "“" + text + "”是文本，日期应写作" + day.get().text()));
        }
        if (CELL.matcher(value).matches() && !operator.isEmpty()) {
            return cell(text, operator, value, put, bench);
        }
        String wanted = operator + (GROUPED.matcher(value).matches() ? value.replace(",", "") : value);
        if (!operator.isEmpty() && !wanted.equals(text)) {
            return one(bench.mend(
                    put.apply(Literal.of(wanted)),
                    "criteria_operator",
                    USUAL,
                    "The condition was written '" + text + "'; it has to be '" + wanted + "'",
                    "条件“" + text + "”应写作“" + wanted + "”"));
        }
        boolean equality = operator.isEmpty() || operator.equals("=");
        return equality && column.isPresent()
                ? spelling(value, column.get(), by -> put.apply(Literal.of(by)), bench)
                : Optional.empty();
    }

    private static Optional<Fault> cell(
            String text, String operator, String address, Function<Expression, Expression> put, Bench bench) {
        try {
            Expression cell = FormulaParser.parse(address);
            return one(bench.mend(
                    put.apply(new Operation("&", Literal.of(operator), cell)),
                    "criteria_quoting",
                    USUAL,
                    "Within quotes " + address + " is a text and not the cell: it has to be \"" + operator + "\"&"
                            + address,
                    "引号内的" + address + "只是文本而不是单元格，应写作\"" + operator + "\"&" + address));
        } catch (FormulaSyntaxException e) {
            throw new IllegalStateException("'" + text + "' holds no cell after all", e);
        }
    }

    /** A text that no row has: the nearest that some have. */
    private static Optional<Fault> spelling(
            String value, Column column, Function<String, Expression> put, Bench bench) {
        boolean open = value.matches(".*[*?~].*") || value.isEmpty();
        boolean number = value.matches("[-+]?[0-9.]+(?:%|[Ee][0-9]+)?");
        if (open || number || column.distinctTexts().isEmpty() || holds(column, value)) {
            return Optional.empty();
        }
        List<Mend> mends = Nearness.nearest(value, column.distinctTexts()).stream()
                .map(near -> bench.mend(
                        put.apply(near),
                        "value_spelling",
                        bench.cost(USUAL, near),
                        "No row has '" + value + "' in " + column.header() + "; '" + near + "' was meant",
                        column.header() + "列中没有“" + value + "”，应为“" + near + "”"))
                .toList();
        return Optional.of(new Fault(
                bench.say(
                        "No row has '" + value + "' in " + column.header() + ", nor anything like it.",
                        column.header() + "列中没有“" + value + "”，也没有相近的值。"),
                mends,
                column.distinctTexts().stream().limit(10).toList()));
    }

    private static boolean holds(Column column, String text) {
        return column.distinctTexts().stream().anyMatch(text.strip()::equalsIgnoreCase);
    }

    /** A column against a text. */
    private static Optional<Fault> comparison(Expression formula, Operation operation, Bench bench) {
        boolean textRight = operation.right() instanceof Literal;
        Expression side = textRight ? operation.right() : operation.left();
        Expression other = textRight ? operation.left() : operation.right();
        if (!(side instanceof Literal literal && literal.value() instanceof CellValue.Text text)) {
            return Optional.empty();
        }
        Optional<Column> column = bench.scope().place(other.bare()).flatMap(Place::column);
        Optional<Expression> day = DayTexts.date(text.value());
        if (column.isEmpty()) {
            return Optional.empty();
        }
        boolean numbers =
                column.get().type() == ColumnType.NUMBER && !column.get().storedAsText();
        if (column.get().type() == ColumnType.DATE && day.isPresent()) {
            return one(bench.mend(
                    formula.replace(side, day.get()),
                    "date_text",
                    USUAL,
                    "'" + text.value() + "' is a text and never compares with a day as meant; a day is said by "
                            + day.get().text(),
                    "“" + text.value() + "”是文本，不能与日期比较，日期应写作" + day.get().text()));
        }
        if (numbers && text.value().strip().matches("-?[0-9]+(?:\\.[0-9]+)?")) {
            Expression number = Literal.of(Double.parseDouble(text.value().strip()));
            return one(bench.mend(
                    formula.replace(side, number),
                    "number_text",
                    USUAL,
                    "\"" + text.value() + "\" is a text, but " + column.get().header() + " holds numbers",
                    "“" + text.value() + "”是文本，而" + column.get().header() + "列是数字"));
        }
        boolean many = bench.isRange(other.bare());
        return many && operation.operator().equals("=") && !numbers
                ? spelling(text.value(), column.get(), near -> formula.replace(side, Literal.of(near)), bench)
                : Optional.empty();
    }

    private static Optional<Fault> one(Mend mend) {
        return Optional.of(new Fault(mend.change().words(), List.of(mend)));
    }
}
