package io.inkstone.documents.sheet;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of a sheet: a row of headers and the rows of data under it.
 *
 * @param sheet the sheet's name
 * @param firstRow the sheet's number, counted from 1, of the first row of data
 * @param lastRow the sheet's number of the last row of data; a row of totals is left out
 * @param columns from left to right, at least one, all with {@code lastRow - firstRow + 1} rows
 */
public record Table(String sheet, int firstRow, int lastRow, List<Column> columns) {

    /** Copies. */
    public Table {
        columns = List.copyOf(columns);
    }

    /** How many rows of data there are. */
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
        return new Table(sheet, firstRow, lastRow, all);
    }

    /** The cell that stands so many columns right of the table, 1 for right beside it, in its first row of data. */
    public String cellBeside(int columnsRight) {
        Column last = own().get(own().size() - 1);
        return Column.letters(last.index() + columnsRight) + firstRow;
    }
}
