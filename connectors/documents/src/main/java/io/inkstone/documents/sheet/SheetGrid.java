package io.inkstone.documents.sheet;

import java.util.Arrays;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The filled cells of one sheet. Rows count from 1 as in the sheet, columns from 0. */
final class SheetGrid {

    /** A number that a date format shows as a day: its serial number in the 1900 system. */
    record Day(double serial) {}

    private static final SparseRow NOTHING = new SparseRow(new int[0], new Object[0]);

    private final NavigableMap<Integer, SparseRow> rows = new TreeMap<>();

    /** Columns ascend; values are {@link Double}, {@link Day} or a {@link String} that is not blank. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record SparseRow(int[] columns, Object[] values) {
        @Nullable
        Object value(int column) {
            int at = Arrays.binarySearch(columns, column);
            return at < 0 ? null : values[at];
        }
    }

    void put(int row, SparseRow cells) {
        if (cells.columns().length > 0) {
            rows.put(row, cells);
        }
    }

    /** The numbers of the rows that hold anything, ascending. */
    Set<Integer> rows() {
        return rows.keySet();
    }

    SparseRow row(int row) {
        SparseRow cells = rows.get(row);
        return cells == null ? NOTHING : cells;
    }

    @Nullable
    Object value(int row, int column) {
        return row(row).value(column);
    }

    boolean filled(int row, int column) {
        return value(row, column) != null;
    }

    boolean text(int row, int column) {
        return value(row, column) instanceof String;
    }

    /** How many of the columns are filled in a row, both ends included. */
    int countFilled(int row, int firstColumn, int lastColumn) {
        int[] columns = row(row).columns();
        return from(columns, lastColumn + 1) - from(columns, firstColumn);
    }

    /** Where the columns from this one on begin. */
    private static int from(int[] columns, int column) {
        int at = Arrays.binarySearch(columns, column);
        return at < 0 ? -at - 1 : at;
    }
}
