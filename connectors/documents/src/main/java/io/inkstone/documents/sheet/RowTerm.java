package io.inkstone.documents.sheet;

import java.util.Arrays;
import org.apache.poi.ss.formula.ptg.Ptg;
import org.apache.poi.ss.formula.ptg.RefPtg;

/**
 * The part of a formula that is computed for each row. Parsing it takes longer than computing it, so it is parsed for the
 * first two rows; where moving the one gives the other, the rest is moved and not parsed.
 */
final class RowTerm {

    /** Parses a term for a row, counted from 1. */
    interface Parser {
        Ptg[] parse(int row);
    }

    private final Parser parser;
    private final int firstRow;
    private final Ptg[] first;
    private final boolean movable;

    RowTerm(Parser parser, int firstRow, int lastRow) {
        this.parser = parser;
        this.firstRow = firstRow;
        this.first = parser.parse(firstRow);
        this.movable =
                firstRow < lastRow && Arrays.toString(moved(1)).equals(Arrays.toString(parser.parse(firstRow + 1)));
    }

    /** Its tokens for a row from the first on. */
    Ptg[] tokens(int row) {
        return movable ? moved(row - firstRow) : parser.parse(row);
    }

    private Ptg[] moved(int down) {
        Ptg[] tokens = first.clone();
        for (int i = 0; i < tokens.length; i++) {
            if (tokens[i] instanceof RefPtg cell && cell.isRowRelative()) {
                RefPtg below = new RefPtg(cell.getRow() + down, cell.getColumn(), true, cell.isColRelative());
                below.setClass(cell.getPtgClass());
                tokens[i] = below;
            }
        }
        return tokens;
    }
}
