package io.inkstone.documents.expression;

import io.inkstone.documents.sheet.CellValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A formula, or a part of one. Immutable; parts of one formula are different objects even where they are equal. */
public sealed interface Expression {

    /** As a formula says it in en-US A1 notation, without the equals sign. */
    String text();

    /** The parts, from left to right. */
    default List<Expression> children() {
        return List.of();
    }

    /** The same with other parts, as many as there were. */
    default Expression withChildren(List<Expression> children) {
        return this;
    }

    /** This and all parts of it, each before its own parts. */
    default Stream<Expression> all() {
        List<Expression> all = new ArrayList<>();
        collect(this, all);
        return all.stream();
    }

    private static void collect(Expression part, List<Expression> into) {
        into.add(part);
        part.children().forEach(child -> collect(child, into));
    }

    /** The same with one part, this very object, replaced; itself when it has no such part. */
    default Expression replace(Expression part, Expression by) {
        if (this == part) {
            return by;
        }
        List<Expression> before = children();
        List<Expression> after = new ArrayList<>(before.size());
        boolean changed = false;
        for (Expression child : before) {
            Expression replaced = child.replace(part, by);
            changed |= replaced != child;
            after.add(replaced);
        }
        return changed ? withChildren(after) : this;
    }

    /** This without the brackets around it. */
    default Expression bare() {
        return this instanceof Group group ? group.inner().bare() : this;
    }

    /** A number, text, truth value or, as {@link CellValue.Failure}, an error such as {@code #REF!}. */
    record Literal(CellValue value) implements Expression {

        /** A text. */
        public static Literal of(String text) {
            return new Literal(new CellValue.Text(text));
        }

        /** A number. */
        public static Literal of(double number) {
            return new Literal(new CellValue.Number(number));
        }

        /** A truth value. */
        public static Literal of(boolean truth) {
            return new Literal(new CellValue.Truth(truth));
        }

        @Override
        public String text() {
            if (value instanceof CellValue.Number number) {
                return BigDecimal.valueOf(number.value()).stripTrailingZeros().toPlainString();
            }
            if (value instanceof CellValue.Text text) {
                return '"' + text.value().replace("\"", "\"\"") + '"';
            }
            return value instanceof CellValue.Truth truth
                    ? truth.value() ? "TRUE" : "FALSE"
                    : ((CellValue.Failure) value).reason();
        }
    }

    /**
     * A cell or range.
     *
     * @param sheet as written, or null where it lies on the formula's sheet
     * @param to null for a single cell
     */
    record Reference(
            @Nullable String sheet, Corner from, @Nullable Corner to) implements Expression {

        private static final Pattern PLAIN = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_.]*");

        /** The last corner: that of the single cell itself. */
        public Corner last() {
            return to == null ? from : to;
        }

        @Override
        public String text() {
            String prefix = sheet == null ? "" : quoted(sheet) + "!";
            return prefix + from.text() + (to == null ? "" : ":" + to.text());
        }

        private static String quoted(String sheet) {
            boolean plain = PLAIN.matcher(sheet).matches() && !Corner.isCell(sheet);
            return plain ? sheet : "'" + sheet.replace("'", "''") + "'";
        }
    }

    /** Columns of a list of Excel's, e.g. {@code Sales} and {@code [Amount]}. The list is empty within the list itself. */
    record Structured(String list, String columns) implements Expression {
        @Override
        public String text() {
            return list + columns;
        }
    }

    /** A name that stands alone. */
    record Name(String name) implements Expression {
        @Override
        public String text() {
            return name;
        }
    }

    /** A function, in capitals, with its arguments. */
    record Call(String function, List<Expression> arguments) implements Expression {

        /** Copies. */
        public Call {
            arguments = List.copyOf(arguments);
        }

        /** The argument, counted from 0; null where it is not given. */
        public @Nullable Expression argument(int index) {
            return index < arguments.size() && !(arguments.get(index) instanceof Omitted) ? arguments.get(index) : null;
        }

        @Override
        public String text() {
            return function + arguments.stream().map(Expression::text).collect(Collectors.joining(",", "(", ")"));
        }

        @Override
        public List<Expression> children() {
            return arguments;
        }

        @Override
        public Expression withChildren(List<Expression> children) {
            return new Call(function, children);
        }
    }

    /** Two operands: arithmetic, {@code &}, comparisons, and {@code :} between computed references. */
    record Operation(String operator, Expression left, Expression right) implements Expression {

        /** Whether it compares. */
        public boolean compares() {
            return "=<>".contains(operator.substring(0, 1));
        }

        @Override
        public String text() {
            return left.text() + operator + right.text();
        }

        @Override
        public List<Expression> children() {
            return List.of(left, right);
        }

        @Override
        public Expression withChildren(List<Expression> children) {
            return new Operation(operator, children.get(0), children.get(1));
        }
    }

    /** One operand with {@code -}, {@code +} or {@code @} before it, or {@code %} or {@code #} behind it. */
    record Sign(String sign, Expression operand) implements Expression {
        @Override
        public String text() {
            return "%#".contains(sign) ? operand.text() + sign : sign + operand.text();
        }

        @Override
        public List<Expression> children() {
            return List.of(operand);
        }

        @Override
        public Expression withChildren(List<Expression> children) {
            return new Sign(sign, children.get(0));
        }
    }

    /** In brackets. */
    record Group(Expression inner) implements Expression {
        @Override
        public String text() {
            return "(" + inner.text() + ")";
        }

        @Override
        public List<Expression> children() {
            return List.of(inner);
        }

        @Override
        public Expression withChildren(List<Expression> children) {
            return new Group(children.get(0));
        }
    }

    /** An array of constants. */
    record Grid(List<List<Expression>> rows) implements Expression {

        /** Copies. */
        public Grid {
            rows = List.copyOf(rows);
        }

        @Override
        public String text() {
            return rows.stream()
                    .map(row -> row.stream().map(Expression::text).collect(Collectors.joining(",")))
                    .collect(Collectors.joining(";", "{", "}"));
        }
    }

    /** An argument that is left out between two separators. */
    record Omitted() implements Expression {
        @Override
        public String text() {
            return "";
        }
    }
}
