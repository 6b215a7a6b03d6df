package io.inkstone.documents.sheet;

import java.util.BitSet;
import java.util.List;
import org.apache.poi.ss.util.CellRangeAddress;

/**
 * What a calculation sees of one sheet.
 *
 * @param cells by the sheet's own texts and numbers; days of the 1904 system are turned into those of the 1900 system
 * @param hiddenRows their numbers, counted from 1
 * @param merged the ranges of merged cells
 */
record SheetContent(SheetCells cells, BitSet hiddenRows, List<CellRangeAddress> merged) {

    static final SheetContent NOTHING = of(new SheetCells.Builder().build());

    static SheetContent of(SheetCells cells) {
        return new SheetContent(cells, new BitSet(), List.of());
    }
}
