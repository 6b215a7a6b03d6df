package io.inkstone.documents.sketch;

import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.ColumnType;
import io.inkstone.documents.sheet.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** What is computed for each row out of more than its own cells: choices, running totals, places. */
public final class TableExpressions {

    private TableExpressions() {}

    /** One of two, depending on whether the row fulfils some conditions, at least one. */
    public static RowExpression choice(
            Table table, List<Condition> where, RowExpression then, RowExpression otherwise) {
        boolean[] holds = new boolean[table.rows()];
        for (int row : SketchRunner.rows(table, where)) {
            holds[row] = true;
        }
        double[] numbers = new double[holds.length];
        @Nullable String[] texts = new String[holds.length];
        for (int row = 0; row < holds.length; row++) {
            RowExpression side = holds[row] ? then : otherwise;
            numbers[row] = side.number(row);
            texts[row] = side.text(row);
        }
        String term = "IF(" + RowMask.of(where) + "," + then.term() + "," + otherwise.term() + ")";
        return new RowExpression.Computed(then.type(), numbers, texts, term);
    }

    /**
     * What has added up from the first row to each one.
     *
     * @param plus which rows are added
     * @param minus which rows are taken away; none when empty
     * @return empty when no formula says the conditions
     */
    public static Optional<RowExpression> running(
            Table table, Column column, List<Condition> plus, List<Condition> minus) {
        double[] steps = new double[table.rows()];
        add(steps, table, column, plus, 1);
        Optional<String> term = sum(table, column, plus);
        if (!minus.isEmpty()) {
            add(steps, table, column, minus, -1);
            Optional<String> taken = sum(table, column, minus);
            term = term.flatMap(given -> taken.map(away -> given + "-" + away));
        }
        for (int row = 1; row < steps.length; row++) {
            steps[row] += steps[row - 1];
        }
        return term.map(said -> new RowExpression.Computed(ColumnType.NUMBER, steps, new String[steps.length], said));
    }

    private static void add(double[] steps, Table table, Column column, List<Condition> where, int sign) {
        for (int row : SketchRunner.rows(table, where)) {
            double number = column.number(row);
            steps[row] += Double.isNaN(number) ? 0 : sign * number;
        }
    }

    private static Optional<String> sum(Table table, Column column, List<Condition> where) {
        if (!column.isPlain()) {
            return Optional.empty();
        }
        Ranges growing = Ranges.growing(table);
        return where.isEmpty()
                ? Optional.of("SUM(" + growing.range(column) + ")")
                : new Criteria(growing).say(where).map(said -> "SUMIFS(" + growing.range(column) + "," + said + ")");
    }

    /** The place of each row's number among all rows, 1 for the first; equal numbers share one, rows without have none. */
    public static RowExpression place(Table table, Column column, boolean highest) {
        double[] sorted = DoubleStream.iterate(0, row -> row < column.size(), row -> row + 1)
                .map(row -> column.number((int) row))
                .filter(number -> !Double.isNaN(number))
                .sorted()
                .toArray();
        double[] places = new double[column.size()];
        for (int row = 0; row < places.length; row++) {
            double own = column.number(row);
            places[row] = Double.isNaN(own) ? Double.NaN : 1 + (highest ? above(sorted, own) : below(sorted, own));
        }
        String rank = "RANK(" + column.term() + "," + new Ranges(table).fixed(column) + "," + (highest ? 0 : 1) + ")";
        String term = Ranges.hasGaps(column) ? "IF(ISNUMBER(" + column.term() + ")," + rank + ",\"\")" : rank;
        return new RowExpression.Computed(ColumnType.NUMBER, places, new String[places.length], term);
    }

    private static int below(double[] sorted, double number) {
        int at = Arrays.binarySearch(sorted, number);
        while (at > 0 && sorted[at - 1] == number) {
            at--;
        }
        return at;
    }

    private static int above(double[] sorted, double number) {
        int at = Arrays.binarySearch(sorted, number);
        while (at + 1 < sorted.length && sorted[at + 1] == number) {
            at++;
        }
        return sorted.length - 1 - at;
    }
}
