package io.inkstone.documents.expression;

import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.Table;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The cells that a reference means. Rows count from 1, columns from 0, ends included.
 *
 * @param table the table that the cells belong to, or null
 */
public record Place(
        String sheet,
        int firstRow,
        int lastRow,
        int firstColumn,
        int lastColumn,
        @Nullable Table table) {

    /** How many rows there are. */
    public int height() {
        return lastRow - firstRow + 1;
    }

    /** How many columns there are. */
    public int width() {
        return lastColumn - firstColumn + 1;
    }

    /** Whether it is one cell. */
    public boolean single() {
        return height() == 1 && width() == 1;
    }

    /** Whether it is whole columns of the sheet. */
    public boolean wholeColumns() {
        return firstRow == 1 && lastRow == Corner.ROWS;
    }

    /** The table's column at so many columns right of the first; empty where the table has none there. */
    public Optional<Column> column(int right) {
        return table == null
                ? Optional.empty()
                : table.own().stream()
                        .filter(column -> column.index() == firstColumn + right)
                        .findFirst();
    }

    /** The table's column, where the cells lie in one only. */
    public Optional<Column> column() {
        return width() == 1 ? column(0) : Optional.empty();
    }

    /** Whether a cell of the same sheet lies in it. */
    public boolean contains(int row, int column) {
        return row >= firstRow && row <= lastRow && column >= firstColumn && column <= lastColumn;
    }

    /** Whether it lies in rows of the table's data, all of it. */
    public boolean inData() {
        return table != null && firstRow >= table.firstRow() && lastRow <= table.lastRow();
    }

    /** Whether it is all rows of the table's data and no others. */
    public boolean isAllData() {
        return table != null && firstRow == table.firstRow() && lastRow == table.lastRow();
    }
}
