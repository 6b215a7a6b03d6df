package io.inkstone.documents.sheet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * A table of a sheet: rows of headers and the rows of data under them.
 *
 * @param sheet the sheet's name
 * @param firstRow the sheet's number, counted from 1, of the first row of data
 * @param lastRow the sheet's number of the last row of data; rows of totals and notes at the end are left out
 * @param columns from left to right, at least one, all with {@code lastRow - firstRow + 1} rows
 * @param traits what is known beside
 */
public record Table(String sheet, int firstRow, int lastRow, List<Column> columns, TableTraits traits) {

    /** Copies. */
    public Table {
        columns = List.copyOf(columns);
    }

    /** A table with one row of headers, of which nothing else is known. */
    public Table(String sheet, int firstRow, int lastRow, List<Column> columns) {
        this(sheet, firstRow, lastRow, columns, TableTraits.PLAIN);
    }

    /** How many rows of data there are, those of totals among them included. */
    public int rows() {
        return lastRow - firstRow + 1;
    }

    /** The columns that stand on the sheet; the others are computed. */
    public List<Column> own() {
        return columns.stream().filter(column -> !column.isDerived()).toList();
    }

    /** The same table with computed columns behind its own. */
    public Table with(List<Column> computed) {
        List<Column> all = new ArrayList<>(columns);
        all.addAll(computed);
        return new Table(sheet, firstRow, lastRow, all, traits);
    }

    /** The cell that stands so many columns right of the table, 1 for right beside it, in its first row of data. */
    public String cellBeside(int columnsRight) {
        Column last = own().get(own().size() - 1);
        return Column.letters(last.index() + columnsRight) + firstRow;
    }

    /**
     * The sheet's numbers of the rows between {@link #firstRow} and {@link #lastRow} that are no data: totals, subtotals and
     * repeated headers. What is computed over the rows has to leave them out.
     */
    public SortedSet<Integer> totals() {
        return traits.totals();
    }

    /** Whether a row, counted from 0 at the first row of data as in {@link Column}, is one of {@link #totals}. */
    public boolean isTotal(int row) {
        return traits.totals().contains(firstRow + row);
    }

    /** By what a condition on one column leaves out the {@link #totals}; empty when there are none or nothing tells them. */
    public Optional<TotalsMark> totalsMark() {
        return Optional.ofNullable(traits.totalsMark());
    }

    /** Whether there are {@link #totals} that no condition on a column tells from data. */
    public boolean hasTotalsOnlySeenByPlace() {
        return !traits.totals().isEmpty() && traits.totalsMark() == null;
    }

    /** The name by which formulas may say the table, e.g. {@code Sales} in {@code Sales[Amount]}. */
    public Optional<String> listName() {
        return Optional.ofNullable(traits.listName());
    }

    /** The text that stands over the table. */
    public Optional<String> title() {
        return Optional.ofNullable(traits.title());
    }
}
