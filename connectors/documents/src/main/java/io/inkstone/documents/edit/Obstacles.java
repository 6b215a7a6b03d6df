package io.inkstone.documents.edit;

import io.inkstone.connector.ConnectorException;
import io.inkstone.documents.sheet.ListObject;
import java.util.List;

/**
 * What keeps cells of a sheet from holding a formula.
 *
 * @param pivotTables where pivot tables lie on it
 * @param lists the tables that Excel knows as such on it
 */
record Obstacles(SheetFacts facts, StyleSheet styles, List<CellRange> pivotTables, List<ListObject> lists) {

    private static final long MAX_COMPARISONS = 200_000_000;

    /** Refuses to look for so many cells through so many ranges. */
    void requireWork(int cells) {
        long ranges = (long) facts.merged.size() + facts.arrays.size() + pivotTables.size() + lists.size();
        if (ranges * cells > MAX_COMPARISONS) {
            throw ConnectorException.tooLarge(
                    "workbook_too_large",
                    "The sheet has " + ranges + " merged ranges and array formulas, too many for " + cells
                            + " cells to be held against. Fill fewer cells at once.");
        }
    }

    /**
     * Refuses a cell.
     *
     * @param replace whether it may hold something
     */
    void refuse(CellAddress at, boolean replace) {
        StoredCell cell = facts.cells.get(at);
        if (cell != null && cell.isFilled() && !replace) {
            throw refusal("cell_not_empty", at, "holds " + cell.content() + " and is not overwritten");
        }
        for (ListObject list : lists) {
            refuse(at, list);
        }
        for (CellRange pivot : pivotTables) {
            if (pivot.contains(at)) {
                throw refusal("cell_in_pivot_table", at, "lies in the pivot table " + pivot);
            }
        }
        for (CellRange merged : facts.merged) {
            if (merged.contains(at) && !merged.first().equals(at)) {
                throw refusal("cell_merged", at, "lies hidden in the merged cells " + merged);
            }
        }
        for (CellRange array : facts.arrays) {
            if (array.contains(at) && !array.isOneCell()) {
                throw refusal("cell_in_array", at, "belongs to " + array + ", which one formula computes as a whole");
            }
        }
        if (facts.isProtected && styles.locked(facts.style(at))) {
            throw refusal("cell_locked", at, "is locked, and the sheet is protected");
        }
    }

    boolean isFree(CellAddress at) {
        try {
            refuse(at, false);
            return true;
        } catch (ConnectorException e) {
            return false;
        }
    }

    private static void refuse(CellAddress at, ListObject list) {
        if (at.column() < list.firstColumn() || at.column() > list.lastColumn()) {
            return;
        }
        if (at.row() >= list.firstRow() && at.row() < list.firstRow() + list.headerRows()) {
            throw refusal("table_header", at, "is a header of the table " + list.name() + ", which must be a text");
        }
        if (at.row() <= list.lastRow() && at.row() > list.lastRow() - list.totalsRows()) {
            throw refusal(
                    "table_totals", at, "lies in the totals of the table " + list.name() + ", which keeps them itself");
        }
    }

    private static ConnectorException refusal(String code, CellAddress at, String what) {
        return ConnectorException.invalidInput(code, "Cell " + at + " " + what + ". Choose another cell.");
    }
}
