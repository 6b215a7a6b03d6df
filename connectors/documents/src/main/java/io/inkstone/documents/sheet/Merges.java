package io.inkstone.documents.sheet;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.poi.ss.util.CellRangeAddress;
import org.jspecify.annotations.Nullable;

/** Which cells a sheet shows as one. Rows count from 1, columns from 0. */
final class Merges {

    private static final int MAX_RANGE_CELLS = 50_000;
    private static final int MAX_CELLS = 500_000;

    private final Map<Long, CellRangeAddress> ranges = new HashMap<>();

    Merges(List<CellRangeAddress> merged) {
        for (CellRangeAddress range : merged) {
            if (range.getNumberOfCells() > MAX_RANGE_CELLS || ranges.size() + range.getNumberOfCells() > MAX_CELLS) {
                continue;
            }
            for (int row = range.getFirstRow(); row <= range.getLastRow(); row++) {
                for (int column = range.getFirstColumn(); column <= range.getLastColumn(); column++) {
                    ranges.put(key(row + 1, column), range);
                }
            }
        }
    }

    private static long key(int row, int column) {
        return (long) row << 32 | column;
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    private @Nullable CellRangeAddress range(int row, int column) {
        return ranges.isEmpty() ? null : ranges.get(key(row, column));
    }

    /** The row of the cell that holds what is shown at a place. */
    int row(int row, int column) {
        CellRangeAddress range = range(row, column);
        return range == null ? row : range.getFirstRow() + 1;
    }

    /** The column of the cell that holds what is shown at a place. */
    int column(int row, int column) {
        CellRangeAddress range = range(row, column);
        return range == null ? column : range.getFirstColumn();
    }

    /** How many columns show the same as this place. */
    int width(int row, int column) {
        CellRangeAddress range = range(row, column);
        return range == null ? 1 : range.getLastColumn() - range.getFirstColumn() + 1;
    }
}
