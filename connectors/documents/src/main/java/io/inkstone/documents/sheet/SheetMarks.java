package io.inkstone.documents.sheet;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.apache.poi.ss.util.CellRangeAddress;

/** What a sheet says beside its cells. Filled while the sheet is read, not changed afterwards. */
final class SheetMarks {

    private static final int MAX_MERGED = 100_000;

    private final List<CellRangeAddress> merged = new ArrayList<>();
    private final BitSet hiddenRows = new BitSet();
    private final BitSet hiddenColumns = new BitSet();
    private boolean locked;
    private boolean filtered;

    /** Takes a range such as {@code A1:B2}; what is none merges nothing. */
    void merge(String reference) {
        try {
            CellRangeAddress range = CellRangeAddress.valueOf(reference);
            if (range.getFirstRow() >= 0 && range.getFirstColumn() >= 0) {
                merge(range);
            }
        } catch (RuntimeException e) {
            return; // POI says in many ways that this is no range.
        }
    }

    void merge(CellRangeAddress range) {
        if (merged.size() < MAX_MERGED && range.getNumberOfCells() > 1) {
            merged.add(range);
        }
    }

    /** Rows count from 1, both ends included. */
    void hideRows(int first, int last) {
        hiddenRows.set(first, last + 1);
    }

    /** Columns count from 0, both ends included. */
    void hideColumns(int first, int last) {
        hiddenColumns.set(first, last + 1);
    }

    void lock() {
        locked = true;
    }

    void filter() {
        filtered = true;
    }

    /** The ranges of merged cells, in POI's counting from 0. */
    List<CellRangeAddress> merged() {
        return merged;
    }

    /** The numbers of the hidden rows, counted from 1. */
    BitSet hiddenRows() {
        return hiddenRows;
    }

    /** The hidden columns, counted from 0. */
    BitSet hiddenColumns() {
        return hiddenColumns;
    }

    /** Whether the sheet is protected against changes. */
    boolean locked() {
        return locked;
    }

    /** Whether a filter shows only some rows. */
    boolean filtered() {
        return filtered;
    }
}
