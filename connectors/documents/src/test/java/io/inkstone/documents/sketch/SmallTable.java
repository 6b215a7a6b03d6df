package io.inkstone.documents.sketch;

import static io.inkstone.documents.WrittenTables.BLANK;
import static io.inkstone.documents.WrittenTables.row;

import io.inkstone.documents.WrittenTables;
import io.inkstone.documents.linking.Comparison;
import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.Table;
import java.time.LocalDate;
import java.util.List;

/** A table whose figures can be worked out by hand, in A1:E8 of its sheet. */
final class SmallTable {

    static final Table TABLE = WrittenTables.table(
            row("Region", "Rep", "Day", "Sales", "Target"),
            row("East", "Ann", LocalDate.of(2024, 1, 5), 10, 8),
            row("west", "Bob", LocalDate.of(2024, 2, 10), 20, 30),
            row("EAST", "Cid", LocalDate.of(2024, 3, 15), 40, 40),
            row("North", "Ann", LocalDate.of(2025, 1, 20), BLANK, 5),
            row("West", "Dee", BLANK, 30, 20),
            row("East", BLANK, LocalDate.of(2025, 4, 25), 5, 1),
            row("South", "Ann", LocalDate.of(2025, 6, 30), 7, 9));

    static final Column REGION = WrittenTables.column(TABLE, "Region");
    static final Column REP = WrittenTables.column(TABLE, "Rep");
    static final Column DAY = WrittenTables.column(TABLE, "Day");
    static final Column SALES = WrittenTables.column(TABLE, "Sales");
    static final Column TARGET = WrittenTables.column(TABLE, "Target");

    private SmallTable() {}

    static Sketch figure(Aggregate aggregate, Column column, Condition... where) {
        return new Sketch.Figure(TABLE, aggregate, column, List.of(where));
    }

    static Sketch count(Condition... where) {
        return new Sketch.Figure(TABLE, Aggregate.COUNT, null, List.of(where));
    }

    static Condition in(Column column, String... values) {
        return new Condition.In(column, List.of(values), false);
    }

    static Condition notIn(Column column, String... values) {
        return new Condition.In(column, List.of(values), true);
    }

    static Condition compares(Column column, Comparison comparison, double value) {
        return new Condition.Compares(column, comparison, value);
    }

    static Condition year(int year) {
        return new Condition.Days(DAY, LocalDate.of(year, 1, 1), LocalDate.of(year + 1, 1, 1));
    }

    static Condition months(Integer... months) {
        return new Condition.Months(DAY, List.of(months));
    }
}
