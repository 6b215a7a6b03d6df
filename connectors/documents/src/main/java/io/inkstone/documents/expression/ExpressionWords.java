package io.inkstone.documents.expression;

import io.inkstone.documents.expression.Expression.Call;
import io.inkstone.documents.expression.Expression.Grid;
import io.inkstone.documents.expression.Expression.Group;
import io.inkstone.documents.expression.Expression.Literal;
import io.inkstone.documents.expression.Expression.Name;
import io.inkstone.documents.expression.Expression.Omitted;
import io.inkstone.documents.expression.Expression.Operation;
import io.inkstone.documents.expression.Expression.Reference;
import io.inkstone.documents.expression.Expression.Sign;
import io.inkstone.documents.expression.Expression.Structured;
import io.inkstone.documents.sheet.CellValue;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says a formula or a part of one in plain words, English or Chinese, derived from its form alone. */
final class ExpressionWords {

    /** Longer parts within parts are shown as they are written. */
    private static final int MOST_PART_CHARS = 160;

    private static final Map<String, String> SIGNS = Map.of("*", " × ", "/", " ÷ ", "-", " − ", "+", " + ", "^", " ^ ");

    private final Scope scope;
    private final boolean chinese;
    private final boolean brief;
    private final PlaceWords places;
    private final ConditionWords conditions;
    private final FamilyWords families;

    ExpressionWords(Scope scope, boolean chinese) {
        this(scope, chinese, false);
    }

    private ExpressionWords(Scope scope, boolean chinese, boolean brief) {
        this.scope = scope;
        this.chinese = chinese;
        this.brief = brief;
        this.places = new PlaceWords(scope, chinese);
        this.conditions = new ConditionWords(this, scope, chinese);
        this.families = new FamilyWords(this, conditions, scope, chinese);
    }

    private String pick(String english, String chineseText) {
        return chinese ? chineseText : english;
    }

    /** The part with columns by their headers alone. */
    String brief(Expression part) {
        return brief ? say(part) : new ExpressionWords(scope, chinese, true).say(part);
    }

    /** A text in the quotes of the language. */
    String quoted(String text) {
        return chinese ? "“" + text + "”" : '"' + text + '"';
    }

    /** A part within another; a long one as it is written. */
    String part(Expression part) {
        String words = say(part);
        return words.length() > MOST_PART_CHARS && words.length() > part.text().length() ? part.text() : words;
    }

    /** The whole part in words. */
    String say(Expression part) {
        if (part instanceof Literal literal) {
            return literal(literal);
        }
        if (part instanceof Reference || part instanceof Name || part instanceof Structured) {
            return brief ? places.brief(part) : places.full(part);
        }
        if (part instanceof Group group) {
            boolean arithmetic = group.inner() instanceof Operation operation && !operation.compares();
            return arithmetic ? "(" + say(group.inner()) + ")" : say(group.inner());
        }
        if (part instanceof Operation operation) {
            return operation(operation);
        }
        if (part instanceof Sign sign) {
            return sign(sign);
        }
        if (part instanceof Grid grid) {
            return grid.rows().stream()
                    .flatMap(List::stream)
                    .map(this::say)
                    .collect(Collectors.joining(pick(", ", "、")));
        }
        return part instanceof Call call ? call(call) : "";
    }

    private String literal(Literal literal) {
        if (literal.value() instanceof CellValue.Text text) {
            return text.value().isEmpty() ? pick("nothing", "空") : quoted(text.value());
        }
        if (literal.value() instanceof CellValue.Failure failure) {
            return failure.reason().equals("#REF!")
                    ? pick("a reference that was lost (#REF!)", "已失效的引用（#REF!）")
                    : pick("the error ", "错误") + failure.reason();
        }
        return literal.text();
    }

    private String operation(Operation operation) {
        if (operation.compares()) {
            boolean day =
                    FormulaEvaluator.isDay(operation.left(), scope) || FormulaEvaluator.isDay(operation.right(), scope);
            return conditions.comparison(part(operation.left()), operation.operator(), part(operation.right()), day);
        }
        String left = part(operation.left());
        String right = part(operation.right());
        return switch (operation.operator()) {
            case "&" ->
                operation.right().equals(Literal.of(""))
                        ? pick(left + " as a text", "文本形式的" + left)
                        : pick(left + " followed by " + right, left + "后接" + right);
            case ":" -> pick("the cells from " + left + " to " + right, "从" + left + "到" + right + "的单元格");
            default -> left + SIGNS.get(operation.operator()) + right;
        };
    }

    private String sign(Sign sign) {
        String operand = part(sign.operand());
        return switch (sign.sign()) {
            case "-" ->
                sign.operand() instanceof Sign twice && twice.sign().equals("-")
                        ? pick("the numbers of ", "数值化的") + part(twice.operand())
                        : "−" + operand;
            case "%" -> operand + "%";
            case "#" -> pick("all results of ", "溢出区域") + operand;
            default -> operand;
        };
    }

    private String call(Call call) {
        Optional<String> known = families.say(call);
        if (known.isPresent()) {
            return known.get();
        }
        Optional<LocalDate> day = constantDay(call);
        if (day.isPresent()) {
            return day.get().toString();
        }
        List<String> arguments = new ArrayList<>();
        for (Expression argument : call.arguments()) {
            arguments.add(argument instanceof Omitted ? "" : part(argument));
        }
        return Functions.say(call.function(), arguments, chinese).orElseGet(() -> {
            String of = String.join(pick(", ", "、"), arguments);
            return arguments.isEmpty()
                    ? pick("the function " + call.function(), "函数" + call.function())
                    : pick("the function " + call.function() + " of " + of, "对" + of + "使用函数" + call.function());
        });
    }

    /** The day of a {@code DATE} of three numbers. */
    static Optional<LocalDate> constantDay(Call call) {
        boolean constant = call.function().equals("DATE")
                && call.arguments().size() == 3
                && call.arguments().stream()
                        .allMatch(argument ->
                                argument instanceof Literal literal && literal.value() instanceof CellValue.Number);
        if (!constant) {
            return Optional.empty();
        }
        int[] parts = call.arguments().stream()
                .mapToInt(argument -> (int) ((CellValue.Number) ((Literal) argument).value()).value())
                .toArray();
        try {
            return Optional.of(
                    LocalDate.of(parts[0], 1, 1).plusMonths(parts[1] - 1L).plusDays(parts[2] - 1L));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
