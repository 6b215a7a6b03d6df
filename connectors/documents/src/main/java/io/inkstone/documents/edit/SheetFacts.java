package io.inkstone.documents.edit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a sheet says about the cells that were asked about, and where in its part they stand or would stand. Filled by
 * {@link SheetScan}.
 */
final class SheetFacts {

    /**
     * A row.
     *
     * @param start where its tag begins in the part
     * @param end where its tag ends
     * @param tag as it is written
     * @param empty whether the tag is all there is of it
     * @param style of its cells that are not there, or -1
     */
    record StoredRow(long start, long end, String tag, boolean empty, int style) {}

    /**
     * An element.
     *
     * @param start where its tag begins in the part
     * @param end where its tag ends
     * @param tag as it is written
     */
    record Element(long start, long end, String tag, boolean empty) {}

    /** Those asked about that are there. */
    final Map<CellAddress, StoredCell> cells = new HashMap<>();

    /** Where one that is not there would begin in its row, if the row is there and not empty. */
    final Map<CellAddress, Long> cellGaps = new HashMap<>();

    /** The rows of those asked about, where they are there. */
    final Map<Integer, StoredRow> rows = new HashMap<>();

    /** Where a row that is not there would begin, unless the sheet has no rows at all. */
    final Map<Integer, Long> rowGaps = new TreeMap<>();

    /** By columns, the style of cells that are not there. */
    final int[] columnStyles = new int[CellAddress.LAST_COLUMN + 1];

    final List<CellRange> merged = new ArrayList<>();
    /** Ranges that are computed as a whole: array formulas and data tables. */
    final List<CellRange> arrays = new ArrayList<>();

    /** By the cell that holds a shared formula, of those asked about, the others that share it. */
    final Map<CellAddress, List<StoredCell>> sharing = new HashMap<>();

    /** Of those asked about that hold a shared formula, those that others before them may share. */
    final Set<CellAddress> sharedBefore = new HashSet<>();

    /** Of those asked about that share a formula, the cell that holds it. */
    final Map<CellAddress, StoredCell> origins = new HashMap<>();

    boolean isProtected;

    @Nullable
    Element dimension;

    @Nullable
    Element data;

    /** The prefix of the sheet's elements with its colon; mostly empty. */
    String prefix = "";

    /** The style that a cell has or, if it is not there, would have. */
    int style(CellAddress at) {
        StoredCell cell = cells.get(at);
        if (cell != null) {
            return cell.style();
        }
        StoredRow row = rows.get(at.row());
        if (row != null && row.style >= 0) {
            return row.style;
        }
        return columnStyles[at.column()];
    }

    /** Where a row that was asked about and is not there would begin. */
    long rowGap(int row) {
        return Objects.requireNonNull(rowGaps.get(row));
    }

    /** Where a cell that was asked about and is not there would begin, in a row that is there and not empty. */
    long cellGap(CellAddress at) {
        return Objects.requireNonNull(cellGaps.get(at));
    }

    boolean isFilled(CellAddress at) {
        StoredCell cell = cells.get(at);
        return cell != null && cell.isFilled();
    }
}
