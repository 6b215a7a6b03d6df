package io.inkstone.documents.edit;

import io.inkstone.documents.sheet.CellValue;
import io.inkstone.documents.sheet.SheetFormula;
import org.jspecify.annotations.Nullable;

/**
 * A formula that is to stand in a cell.
 *
 * @param cell where
 * @param formula only its text and whether it is an array formula count here
 * @param cached the value that a program shows before it calculates; with a failure the file asks to be calculated when it
 *     is opened
 * @param date whether the value is a day, as a serial number of the 1900 system: it is shown as one
 * @param replace whether the cell may hold something, which is replaced
 * @param formatLike a cell of the same sheet whose number format is taken over; with {@code date}, only if that format
 *     shows a day
 */
public record CellEdit(
        CellAddress cell,
        SheetFormula formula,
        CellValue cached,
        boolean date,
        boolean replace,
        @Nullable CellAddress formatLike) {

    /** A formula for a cell that must be free. */
    public static CellEdit insert(CellAddress cell, SheetFormula formula, CellValue cached) {
        return new CellEdit(cell, formula, cached, false, false, null);
    }

    /** The same for whatever the cell holds. */
    public CellEdit replacing() {
        return new CellEdit(cell, formula, cached, date, true, formatLike);
    }

    /** The same with a value that is a day, or is none. */
    public CellEdit withDate(boolean isDate) {
        return new CellEdit(cell, formula, cached, isDate, replace, formatLike);
    }

    /** The same with the number format of another cell. */
    public CellEdit formattedLike(CellAddress other) {
        return new CellEdit(cell, formula, cached, date, replace, other);
    }

    /** The same so many rows further down, with the value that it has there. */
    CellEdit movedDown(int rows, CellValue value) {
        SheetFormula moved =
                rows == 0 ? formula : new SheetFormula(MovedFormula.of(formula.text(), rows, 0), formula.array(), null);
        return new CellEdit(cell.below(rows), moved, value, date, replace, formatLike);
    }
}
