package io.inkstone.documents.sheet;

import java.util.HashMap;
import java.util.Map;
import org.apache.poi.ss.formula.EvaluationCell;
import org.apache.poi.ss.formula.EvaluationSheet;
import org.apache.poi.ss.usermodel.CellType;
import org.jspecify.annotations.Nullable;

/** One sheet with the scratch cells over it. Rows count from 0 here, as POI has them. */
final class CalculationSheet implements EvaluationSheet {

    private final CalculationBook book;
    private final int index;
    private final SheetContent content;
    private final Map<Long, ScratchCell> scratch = new HashMap<>();
    private int lastScratchRow;

    CalculationSheet(CalculationBook book, int index, SheetContent content) {
        this.book = book;
        this.index = index;
        this.content = content;
    }

    int index() {
        return index;
    }

    ScratchCell put(int row, int column, CellType type, Object value, boolean array) {
        ScratchCell cell = new ScratchCell(this, row, column, type, value, array);
        scratch.put(key(row, column), cell);
        lastScratchRow = Math.max(lastScratchRow, row);
        return cell;
    }

    private static long key(int row, int column) {
        return (long) row << 32 | column;
    }

    @Override
    public @Nullable EvaluationCell getCell(int row, int column) {
        book.countRead();
        ScratchCell over = scratch.isEmpty() ? null : scratch.get(key(row, column));
        if (over != null) {
            return over;
        }
        int cell = content.cells().find(row + 1, column);
        return cell == SheetCells.NONE ? null : new StoredCell(this, content.cells(), cell, row);
    }

    @Override
    public void clearAllCachedResultValues() {
        // Nothing is kept.
    }

    @Override
    public int getLastRowNum() {
        return Math.max(content.cells().lastRow() - 1, lastScratchRow);
    }

    @Override
    public boolean isRowHidden(int row) {
        return content.marks().hiddenRows().get(row + 1);
    }
}
