package io.inkstone.documents.sketch;

import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.ColumnType;
import io.inkstone.documents.sheet.Table;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is computed for each row out of its cells, with the formula that says it for one row. */
public sealed interface RowExpression {

    /** Whether it gives a number, a day or a text. */
    ColumnType type();

    /** The number of a row, counted from 0; NaN where there is none. */
    double number(int row);

    /** The text of a row, or null. */
    @Nullable
    String text(int row);

    /** How a formula says it for one row, with <code>{row}</code> where the row's number goes. */
    String term();

    /** It as a column of a table. */
    default Column column(String header, Table table) {
        double[] numbers = new double[table.rows()];
        @Nullable String[] texts = new String[table.rows()];
        for (int row = 0; row < numbers.length; row++) {
            numbers[row] = number(row);
            texts[row] = text(row);
        }
        return Column.derived(header, type(), numbers, texts, term());
    }

    /** A cell of the row. */
    record Cell(Column column) implements RowExpression {
        @Override
        public ColumnType type() {
            return column.type();
        }

        @Override
        public double number(int row) {
            return column.number(row);
        }

        @Override
        public @Nullable String text(int row) {
            return column.text(row);
        }

        @Override
        public String term() {
            return column.term();
        }
    }

    /** The same number in every row. */
    record Constant(double value) implements RowExpression {
        @Override
        public ColumnType type() {
            return ColumnType.NUMBER;
        }

        @Override
        public double number(int row) {
            return value;
        }

        @Override
        public @Nullable String text(int row) {
            return null;
        }

        @Override
        public String term() {
            return value < 0 ? "(" + Ranges.number(value) + ")" : Ranges.number(value);
        }
    }

    /** A day that is the same in every row. */
    record Day(java.time.LocalDate day) implements RowExpression {
        @Override
        public ColumnType type() {
            return ColumnType.DATE;
        }

        @Override
        public double number(int row) {
            return Column.serial(day);
        }

        @Override
        public @Nullable String text(int row) {
            return null;
        }

        @Override
        public String term() {
            return Ranges.date(day);
        }
    }

    /** The same text in every row. */
    record Words(String words) implements RowExpression {
        @Override
        public ColumnType type() {
            return ColumnType.TEXT;
        }

        @Override
        public double number(int row) {
            return Double.NaN;
        }

        @Override
        public @Nullable String text(int row) {
            return words;
        }

        @Override
        public String term() {
            return Ranges.quoted(words);
        }
    }

    /** The four ways to compute with two numbers. */
    enum Operator {
        /** The second is taken away; of two days their distance in days. */
        MINUS("-"),
        /** Both together. */
        PLUS("+"),
        /** Multiplied. */
        TIMES("*"),
        /** Divided. */
        OVER("/");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        /** As spreadsheets write it. */
        public String sign() {
            return sign;
        }
    }

    /** Two numbers computed with; none where either is missing or the second of a division is 0. */
    record Binary(Operator operator, RowExpression left, RowExpression right) implements RowExpression {
        @Override
        public ColumnType type() {
            return ColumnType.NUMBER;
        }

        @Override
        public double number(int row) {
            double a = left.number(row);
            double b = right.number(row);
            double value = switch (operator) {
                case MINUS -> a - b;
                case PLUS -> a + b;
                case TIMES -> a * b;
                case OVER -> a / b;
            };
            return Double.isFinite(value) ? value : Double.NaN;
        }

        @Override
        public @Nullable String text(int row) {
            return null;
        }

        @Override
        public String term() {
            String plain = bracketed(left) + operator.sign + bracketed(right);
            if (operator == Operator.OVER) {
                return "IFERROR(" + guarded(plain) + ",\"\")";
            }
            return guarded(plain);
        }

        private String guarded(String plain) {
            String guards = List.of(left, right).stream()
                    .filter(side -> side instanceof Cell cell && Ranges.hasGaps(cell.column))
                    .map(side -> "ISNUMBER(" + side.term() + ")")
                    .collect(Collectors.joining("*"));
            return guards.isEmpty() ? plain : "IF(" + guards + "," + plain + ",\"\")";
        }

        private static String bracketed(RowExpression side) {
            return side instanceof Binary ? "(" + side.term() + ")" : side.term();
        }
    }

    /** The sum of several cells of the row; empty ones count as nothing. */
    record Sum(List<Column> columns) implements RowExpression {
        /** Copies. */
        public Sum {
            columns = List.copyOf(columns);
        }

        @Override
        public ColumnType type() {
            return ColumnType.NUMBER;
        }

        @Override
        public double number(int row) {
            return columns.stream()
                    .mapToDouble(column -> column.number(row))
                    .filter(number -> !Double.isNaN(number))
                    .sum();
        }

        @Override
        public @Nullable String text(int row) {
            return null;
        }

        @Override
        public String term() {
            return columns.stream()
                    .map(column -> Ranges.hasGaps(column)
                            ? "IF(ISNUMBER(" + column.term() + ")," + column.term() + ",0)"
                            : column.term())
                    .collect(Collectors.joining("+", "(", ")"));
        }
    }

    /** Texts one after the other with a space between; empty ones are left out. */
    record Joined(List<Column> columns) implements RowExpression {
        /** Copies. */
        public Joined {
            columns = List.copyOf(columns);
        }

        @Override
        public ColumnType type() {
            return ColumnType.TEXT;
        }

        @Override
        public double number(int row) {
            return Double.NaN;
        }

        @Override
        public @Nullable String text(int row) {
            return columns.stream()
                    .map(column -> column.text(row) == null ? "" : String.valueOf(column.text(row)))
                    .collect(Collectors.joining(" "))
                    .strip();
        }

        @Override
        public String term() {
            return columns.stream().map(Column::term).collect(Collectors.joining("&\" \"&", "TRIM(", ")"));
        }
    }

    /** What was computed for all rows at once. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Computed(
            ColumnType type, double[] numbers, @Nullable String[] texts, String term) implements RowExpression {
        @Override
        public double number(int row) {
            return numbers[row];
        }

        @Override
        public @Nullable String text(int row) {
            return texts[row];
        }
    }
}
