package io.inkstone.documents.sheet;

import java.util.List;

/**
 * A table that Excel knows as one, with a name of its own: formulas may say {@code Sales[Amount]}.
 *
 * @param name by which formulas name it
 * @param sheet the sheet it lies on
 * @param firstRow the sheet's number, counted from 1, of its first row, headers included
 * @param lastRow that of its last row, a row of totals included
 * @param firstColumn counted from 0
 * @param lastColumn counted from 0
 * @param headerRows 1, or 0 where it shows no headers
 * @param totalsRows 1 where its last row is one of totals, else 0
 * @param columns their names from left to right, as formulas name them
 */
public record ListObject(
        String name,
        String sheet,
        int firstRow,
        int lastRow,
        int firstColumn,
        int lastColumn,
        int headerRows,
        int totalsRows,
        List<String> columns) {

    /** Copies. */
    public ListObject {
        columns = List.copyOf(columns);
    }
}
