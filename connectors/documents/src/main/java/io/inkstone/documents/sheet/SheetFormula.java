package io.inkstone.documents.sheet;

import org.jspecify.annotations.Nullable;

/**
 * A formula for one sheet, without the leading equals sign, in en-US A1 notation.
 *
 * @param text the formula as a person would type it
 * @param array whether it has to be entered as an array formula
 * @param rows the same formula with its per-row part said apart, for evaluators that cannot compute whole ranges at
 *     once; null when the text has no such part
 */
public record SheetFormula(
        String text, boolean array, @Nullable RowForm rows) {

    /**
     * A formula as a term for each row and what is made of the terms: with {@code outer = "SUM(#)"} and
     * {@code term = "IF(YEAR(B{row})=2024,C{row},\"\")"} every row's term is computed in a cell of its own, and then the
     * sum of these cells.
     *
     * @param outer with {@code #} where the range of the terms goes; may hold it several times
     * @param term with <code>{row}</code> where the row's number goes
     * @param firstRow the first row, counted from 1
     * @param lastRow the last row
     */
    public record RowForm(String outer, String term, int firstRow, int lastRow) {}
}
