package io.inkstone.documents.sheet;

import org.apache.poi.ss.util.CellRangeAddress;
import org.jspecify.annotations.Nullable;

/**
 * A formula of a workbook that has no stored value.
 *
 * @param text as it stands in the cell that it was written into
 * @param rowsBelow how far below that cell this one lies, where several cells share it
 * @param columnsRight how far right of it
 * @param array the range of an array formula, or null
 */
record CellFormula(
        String text,
        int rowsBelow,
        int columnsRight,
        @Nullable CellRangeAddress array) {}
