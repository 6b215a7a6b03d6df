package io.inkstone.documents.sheet;

import java.util.List;
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
     * A formula as terms for each row and what is made of them: with {@code outer = "SUM(" + RowForm.range(0) + ")"} and
     * the term {@code "IF(YEAR(B{row})=2024,C{row},\"\")"} every row's term is computed in a cell of its own, and then the
     * sum of these cells.
     *
     * @param outer with {@link #range} where the range of a term's cells goes; may hold each several times
     * @param terms at least one, with <code>{row}</code> where the row's number goes
     * @param firstRow the first row, counted from 1
     * @param lastRow the last row
     */
    public record RowForm(String outer, List<String> terms, int firstRow, int lastRow) {

        /** The most terms that one formula has. */
        public static final int MOST_TERMS = 8;

        private static final char FIRST_RANGE =
                '\uE000'; // for private use: no request, header or value is written with it
        private static final char FIRST_CELL = '\uE010';

        /** Copies. */
        public RowForm {
            terms = List.copyOf(terms);
        }

        /** What stands in a term for the value that an earlier term, counted from 0, has in the same row. */
        public static String cell(int term) {
            return String.valueOf((char) (FIRST_CELL + term));
        }

        /** What stands in {@code outer}, or in a later term, for the range of the cells of a term, counted from 0. */
        public static String range(int term) {
            return String.valueOf((char) (FIRST_RANGE + term));
        }
    }
}
