package io.inkstone.documents.expression;

import io.inkstone.documents.expression.Expression.Call;
import io.inkstone.documents.expression.Expression.Operation;
import io.inkstone.documents.expression.Expression.Sign;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says conditions: those that {@code SUMIFS} and its family take, and comparisons of whole columns. */
final class ConditionWords {

    private static final Set<String> SPANS = Set.of(">=<", ">=<=", "><", "><=");

    private final ExpressionWords words;
    private final Scope scope;
    private final boolean chinese;

    ConditionWords(ExpressionWords words, Scope scope, boolean chinese) {
        this.words = words;
        this.scope = scope;
        this.chinese = chinese;
    }

    private String pick(String english, String chineseText) {
        return chinese ? chineseText : english;
    }

    /** A comparison in parts. */
    private record Compared(String subject, boolean day, String operator, String value) {}

    /** Pairs of ranges and criteria, from an argument on. */
    String pairs(List<Expression> arguments, int from) {
        List<Object> parts = new ArrayList<>();
        for (int i = from; i + 1 < arguments.size(); i += 2) {
            parts.add(criterion(arguments.get(i), Criterion.of(arguments.get(i + 1))));
        }
        return join(parts);
    }

    /** Conditions as formulas write them, e.g. factors of a product. */
    String all(List<Expression> conditions) {
        return join(conditions.stream().map(this::compared).toList());
    }

    /** Whether a factor says which rows count rather than how much. */
    static boolean isCondition(Expression factor) {
        Expression bare = factor.bare();
        if (bare instanceof Sign sign) {
            return isCondition(sign.operand());
        }
        return bare instanceof Operation operation && (operation.compares() || isEither(operation))
                || bare instanceof Call call
                        && Set.of("ISNUMBER", "ISBLANK", "ISTEXT", "NOT", "ISERROR")
                                .contains(call.function());
    }

    private static boolean isEither(Operation operation) {
        return "+*".contains(operation.operator()) && isCondition(operation.left()) && isCondition(operation.right());
    }

    private Object compared(Expression condition) {
        Expression bare = condition.bare();
        if (bare instanceof Sign sign) {
            return compared(sign.operand());
        }
        if (bare instanceof Operation operation && operation.compares()) {
            boolean day = FormulaEvaluator.isDay(operation.left(), scope);
            return new Compared(
                    words.brief(operation.left()), day, operation.operator(), words.brief(operation.right()));
        }
        if (bare instanceof Operation operation && isEither(operation)) {
            String link = operation.operator().equals("+") ? pick(" or ", "或") : pick(" and ", "且");
            return say(compared(operation.left())) + link + say(compared(operation.right()));
        }
        return words.brief(condition);
    }

    private Object criterion(Expression range, Criterion criterion) {
        String subject = words.brief(range);
        boolean day = FormulaEvaluator.isDay(range, scope);
        Expression value = criterion.value();
        boolean plain = value == null
                && (day
                        || !Set.of("=", "<>").contains(criterion.operator())
                        || criterion.text().matches("-?[0-9.]+"));
        String said = value != null ? words.brief(value) : plain ? criterion.text() : quoted(criterion.text());
        if (criterion.before() || criterion.after()) {
            return open(subject, said, criterion);
        }
        boolean empty = value == null && criterion.text().isEmpty();
        boolean not = criterion.operator().equals("<>");
        if (empty || (not && criterion.text().equals("*"))) {
            return not ? pick(subject + " is not empty", subject + "非空") : pick(subject + " is empty", subject + "为空");
        }
        return new Compared(subject, day, criterion.operator(), said);
    }

    private String open(String subject, String said, Criterion criterion) {
        boolean not = criterion.operator().equals("<>");
        if (criterion.before() && criterion.after()) {
            return subject + (not ? pick(" does not contain ", "不包含") : pick(" contains ", "包含")) + said;
        }
        return criterion.before()
                ? subject + (not ? pick(" does not end with ", "不以") : pick(" ends with ", "以")) + said + pick("", "结尾")
                : subject
                        + (not ? pick(" does not begin with ", "不以") : pick(" begins with ", "以"))
                        + said
                        + pick("", "开头");
    }

    private String quoted(String text) {
        return words.quoted(text);
    }

    private String join(List<Object> parts) {
        List<String> said = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            if (i + 1 < parts.size()) {
                Optional<String> span = span(parts.get(i), parts.get(i + 1));
                if (span.isPresent()) {
                    said.add(span.get());
                    i++;
                    continue;
                }
            }
            said.add(say(parts.get(i)));
        }
        return String.join(pick(" and ", "且"), said);
    }

    /** Two bounds of the same column as one. */
    private Optional<String> span(Object first, Object second) {
        if (!(first instanceof Compared from
                && second instanceof Compared to
                && from.subject.equals(to.subject)
                && SPANS.contains(from.operator + to.operator))) {
            return Optional.empty();
        }
        boolean open = to.operator.equals("<");
        if (chinese) {
            String start = from.operator.equals(">=") ? "从" + from.value + "起" : "在" + from.value + "之后";
            return Optional.of(from.subject + start + "至" + to.value + (open ? "之前" : "为止"));
        }
        String start = from.operator.equals(">=") ? " is from " : from.day ? " is after " : " is above ";
        String end = open ? (from.day ? " up to before " : " up to below ") : " up to ";
        return Optional.of(from.subject + start + from.value + end + to.value);
    }

    private String say(Object part) {
        return part instanceof Compared compared
                ? comparison(compared.subject, compared.operator, compared.value, compared.day)
                : part.toString();
    }

    /** A comparison in words, e.g. {@code Units is at least 20}. */
    String comparison(String left, String operator, String right, boolean day) {
        String link = switch (operator) {
            case "<>" -> pick(" is not ", "不是");
            case "<" -> day ? pick(" is before ", "早于") : pick(" is below ", "小于");
            case ">" -> day ? pick(" is after ", "晚于") : pick(" is above ", "大于");
            case "<=" -> day ? pick(" is at the latest ", "不晚于") : pick(" is at most ", "不超过");
            case ">=" -> day ? pick(" is from ", "不早于") : pick(" is at least ", "不小于");
            default -> pick(" is ", "为");
        };
        String end = day && operator.equals(">=") ? pick(" on", "") : "";
        return left + link + right + end;
    }
}
