package io.inkstone.documents.expression;

import io.inkstone.documents.expression.Expression.Literal;
import io.inkstone.documents.expression.Expression.Operation;
import io.inkstone.documents.sheet.CellValue;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A condition as {@code SUMIFS} and its family take it.
 *
 * @param operator {@code =}, {@code <>}, {@code <}, {@code >}, {@code <=} or {@code >=}
 * @param value what is compared with; null where that is a text within the condition itself
 * @param text what is compared with where it is a text, without the operator; else empty
 * @param before whether anything may stand before the value
 * @param after whether anything may stand behind it
 */
public record Criterion(String operator, @Nullable Expression value, String text, boolean before, boolean after) {

    private static final Pattern PARTS = Pattern.compile("(<>|<=|>=|=|<|>|)(.*)", Pattern.DOTALL);

    /** What an argument says. */
    public static Criterion of(Expression argument) {
        List<Expression> joined = new ArrayList<>();
        flatten(argument.bare(), joined);
        if (!(joined.get(0) instanceof Literal literal && literal.value() instanceof CellValue.Text first)) {
            boolean open = joined.size() > 1 && isStar(joined.get(joined.size() - 1));
            return new Criterion("=", open ? join(joined.subList(0, joined.size() - 1)) : argument, "", false, open);
        }
        Matcher parts = PARTS.matcher(first.value());
        if (!parts.matches()) {
            throw new IllegalStateException("every text matches");
        }
        String operator = parts.group(1).isEmpty() ? "=" : parts.group(1);
        String rest = parts.group(2);
        if (joined.size() == 1) {
            boolean equality = operator.equals("=") || operator.equals("<>");
            boolean before = equality && rest.length() > 1 && rest.startsWith("*");
            boolean after = equality && rest.length() > 1 && rest.endsWith("*");
            return new Criterion(
                    operator, null, rest.substring(before ? 1 : 0, rest.length() - (after ? 1 : 0)), before, after);
        }
        boolean before = rest.equals("*");
        boolean after = isStar(joined.get(joined.size() - 1));
        List<Expression> middle = new ArrayList<>(joined.subList(1, joined.size() - (after ? 1 : 0)));
        if (!before && !rest.isEmpty()) {
            middle.add(0, Literal.of(rest));
        }
        return new Criterion(operator, middle.isEmpty() ? Literal.of("") : join(middle), "", before, after);
    }

    private static void flatten(Expression part, List<Expression> into) {
        if (part instanceof Operation operation && operation.operator().equals("&")) {
            flatten(operation.left(), into);
            flatten(operation.right(), into);
        } else {
            into.add(part);
        }
    }

    private static boolean isStar(Expression part) {
        return part instanceof Literal literal && literal.value().equals(new CellValue.Text("*"));
    }

    private static Expression join(List<Expression> parts) {
        Expression joined = parts.get(0);
        for (Expression part : parts.subList(1, parts.size())) {
            joined = new Operation("&", joined, part);
        }
        return joined;
    }
}
