package io.inkstone.documents.sheet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The filled cells of one sheet, in 11 bytes each beside their texts: wherever they lie, a million cells take the same
 * memory. Rows count from 1 as in the sheet, columns from 0. Immutable and thread-safe.
 *
 * <p>A cell is named by its number, by which its content is asked for; numbers ascend by rows, and in them by columns.
 */
final class SheetCells {

    /** What a cell holds. */
    enum Kind {
        NUMBER,
        /** A number that a date format shows as a day: its serial number in the 1900 system. */
        DAY,
        TEXT,
        TRUTH,
        /** An error, by its code in POI. */
        ERROR,
        /** A formula without a stored value. */
        FORMULA
    }

    /** What {@link #find} gives where no cell is. */
    static final int NONE = -1;

    /** Set in a kind's byte when the value is that of a formula. */
    private static final int COMPUTED = 0x40;

    private static final Kind[] KINDS = Kind.values();

    private final int[] rows;
    private final int[] rowStarts;
    private final char[] columns;
    private final byte[] kinds;
    private final double[] values;
    private final Object[] objects;

    private SheetCells(int[] rows, int[] rowStarts, Builder from) {
        this.rows = rows;
        this.rowStarts = rowStarts;
        this.columns = Arrays.copyOf(from.columns, from.count);
        this.kinds = Arrays.copyOf(from.kinds, from.count);
        this.values = Arrays.copyOf(from.values, from.count);
        this.objects = from.objects.toArray();
    }

    int size() {
        return columns.length;
    }

    /** How many rows hold anything. */
    int rowCount() {
        return rows.length;
    }

    /** The sheet's number of the nth of them, ascending. */
    int row(int nth) {
        return rows[nth];
    }

    /** The first cell of the nth row that holds anything; that of the next row is where this one ends. */
    int rowStart(int nth) {
        return rowStarts[nth];
    }

    /** The last row that holds anything, or 0. */
    int lastRow() {
        return rows.length == 0 ? 0 : rows[rows.length - 1];
    }

    /** The rightmost column that holds anything, or -1. */
    int lastColumn() {
        int last = -1;
        for (int nth = 0; nth < rows.length; nth++) {
            last = Math.max(last, columns[rowStarts[nth + 1] - 1]);
        }
        return last;
    }

    /** The cell at a place, or {@link #NONE}. */
    int find(int row, int column) {
        int nth = nthOf(row);
        if (nth < 0 || column < 0 || column > Character.MAX_VALUE) {
            return NONE;
        }
        int start = rowStarts[nth];
        int end = rowStarts[nth + 1];
        // Most rows are filled without a gap.
        int guess = start + column - columns[start];
        if (guess >= start && guess < end && columns[guess] == column) {
            return guess;
        }
        return Math.max(NONE, Arrays.binarySearch(columns, start, end, (char) column));
    }

    private int nthOf(int row) {
        if (rows.length == 0) {
            return NONE;
        }
        int guess = row - rows[0];
        if (guess >= 0 && guess < rows.length && rows[guess] == row) {
            return guess;
        }
        return Math.max(NONE, Arrays.binarySearch(rows, row));
    }

    /** How many of the columns are filled in a row, both ends included. */
    int countFilled(int row, int firstColumn, int lastColumn) {
        int nth = nthOf(row);
        return nth < 0 ? 0 : from(nth, lastColumn + 1) - from(nth, firstColumn);
    }

    /** Where, in a row, the cells from this column on begin. */
    private int from(int nth, int column) {
        if (column > Character.MAX_VALUE) {
            return rowStarts[nth + 1];
        }
        int at = Arrays.binarySearch(columns, rowStarts[nth], rowStarts[nth + 1], (char) Math.max(column, 0));
        return at < 0 ? -at - 1 : at;
    }

    boolean filled(int row, int column) {
        return find(row, column) != NONE;
    }

    /** The kind of the cell at a place, or null where none is. */
    @Nullable
    Kind kind(int row, int column) {
        int cell = find(row, column);
        return cell == NONE ? null : kind(cell);
    }

    /** The text at a place, or null where none is. */
    @Nullable
    String text(int row, int column) {
        int cell = find(row, column);
        return cell != NONE && kind(cell) == Kind.TEXT ? text(cell) : null;
    }

    int column(int cell) {
        return columns[cell];
    }

    Kind kind(int cell) {
        return KINDS[kinds[cell] & ~COMPUTED];
    }

    /** Whether there is a formula in the cell, with a stored value or without. */
    boolean computed(int cell) {
        return (kinds[cell] & COMPUTED) != 0 || kind(cell) == Kind.FORMULA;
    }

    /** A number, a day's serial number, 1 or 0 for a truth value, or an error's code. */
    double number(int cell) {
        return values[cell];
    }

    String text(int cell) {
        return (String) objects[(int) values[cell]];
    }

    /** The formula of a cell of that kind, as the builder got it. */
    Object formula(int cell) {
        return objects[(int) values[cell]];
    }

    /** Takes cells in any order; the last one at a place counts. */
    static final class Builder {

        private static final int MAX_REMEMBERED_TEXTS = 1 << 16;

        private char[] columns = new char[64];
        private byte[] kinds = new byte[64];
        private double[] values = new double[64];
        private int[] cellRows = new int[64];
        private int count;
        private boolean inOrder = true;
        private final List<Object> objects = new ArrayList<>();

        /** Texts repeat, and not every file says so. */
        private final Map<String, Integer> known = new HashMap<>();

        void add(int row, int column, Kind kind, double value, boolean computed) {
            if (count == columns.length) {
                grow();
            }
            if (count > 0) {
                int before = cellRows[count - 1];
                inOrder &= row > before || (row == before && column > columns[count - 1]);
            }
            columns[count] = (char) column;
            kinds[count] = (byte) (kind.ordinal() | (computed ? COMPUTED : 0));
            values[count] = value;
            cellRows[count] = row;
            count++;
        }

        void addText(int row, int column, String text, boolean computed) {
            Integer index = known.get(text);
            if (index == null) {
                index = objects.size();
                objects.add(text);
                if (known.size() < MAX_REMEMBERED_TEXTS) {
                    known.put(text, index);
                }
            }
            add(row, column, Kind.TEXT, index, computed);
        }

        void addFormula(int row, int column, Object formula) {
            objects.add(formula);
            add(row, column, Kind.FORMULA, objects.size() - 1, true);
        }

        int count() {
            return count;
        }

        private void grow() {
            int size = count + count / 2;
            columns = Arrays.copyOf(columns, size);
            kinds = Arrays.copyOf(kinds, size);
            values = Arrays.copyOf(values, size);
            cellRows = Arrays.copyOf(cellRows, size);
        }

        SheetCells build() {
            if (!inOrder) {
                order();
            }
            int[] rows = new int[count];
            int[] starts = new int[count + 1];
            int filled = 0;
            for (int cell = 0; cell < count; cell++) {
                if (filled == 0 || rows[filled - 1] != cellRows[cell]) {
                    rows[filled] = cellRows[cell];
                    starts[filled] = cell;
                    filled++;
                }
            }
            starts[filled] = count;
            return new SheetCells(Arrays.copyOf(rows, filled), Arrays.copyOf(starts, filled + 1), this);
        }

        private void order() {
            // A stable sort, so that of two cells at one place the later one follows and replaces the earlier.
            int[] order = IntStream.range(0, count)
                    .boxed()
                    .sorted(Comparator.<Integer>comparingInt(cell -> cellRows[cell])
                            .thenComparingInt(cell -> columns[cell]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            Builder sorted = new Builder();
            for (int i = 0; i < order.length; i++) {
                int cell = order[i];
                boolean replaced = i + 1 < order.length
                        && cellRows[order[i + 1]] == cellRows[cell]
                        && columns[order[i + 1]] == columns[cell];
                if (!replaced) {
                    sorted.add(
                            cellRows[cell],
                            columns[cell],
                            KINDS[kinds[cell] & ~COMPUTED],
                            values[cell],
                            (kinds[cell] & COMPUTED) != 0);
                }
            }
            columns = sorted.columns;
            kinds = sorted.kinds;
            values = sorted.values;
            cellRows = sorted.cellRows;
            count = sorted.count;
        }
    }
}
