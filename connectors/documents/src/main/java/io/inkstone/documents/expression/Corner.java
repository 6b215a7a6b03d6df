package io.inkstone.documents.expression;

import io.inkstone.documents.sheet.Column;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A corner of a reference.
 *
 * @param column counted from 0; -1 in references to whole rows
 * @param fixedColumn whether it stays when the formula is filled
 * @param row counted from 1; 0 in references to whole columns
 * @param fixedRow whether it stays when the formula is filled
 */
public record Corner(int column, boolean fixedColumn, int row, boolean fixedRow) {

    /** How many columns a sheet has. */
    static final int COLUMNS = 16_384;

    /** How many rows a sheet has. */
    static final int ROWS = 1_048_576;

    private static final Pattern CORNER = Pattern.compile("(\\$?)([A-Za-z]{0,3})(\\$?)([0-9]{0,7})");

    /** What a word such as {@code $A1}, {@code A} or {@code $1} says; empty when it is none. */
    static Optional<Corner> of(String word) {
        Matcher parts = CORNER.matcher(word);
        if (!parts.matches()) {
            return Optional.empty();
        }
        boolean whole = parts.group(2).isEmpty();
        boolean fixedRow = whole ? !parts.group(1).isEmpty() : !parts.group(3).isEmpty();
        int column = index(parts.group(2));
        int row = parts.group(4).isEmpty() ? 0 : Integer.parseInt(parts.group(4));
        boolean odd = (whole && (row == 0 || !parts.group(3).isEmpty())) || (row == 0 && fixedRow);
        boolean none = (column < 0 && row == 0) || (!parts.group(4).isEmpty() && row == 0);
        return odd || none || column >= COLUMNS || row > ROWS
                ? Optional.empty()
                : Optional.of(new Corner(column, !whole && !parts.group(1).isEmpty(), row, fixedRow));
    }

    /** Whether a word is the address of a cell. */
    static boolean isCell(String word) {
        return of(word).filter(Corner::cell).isPresent();
    }

    private static int index(String letters) {
        int index = -1;
        for (char letter : letters.toUpperCase(Locale.ROOT).toCharArray()) {
            index = (index + 1) * 26 + letter - 'A';
        }
        return index;
    }

    /** Whether it is one cell, and no whole column or row. */
    public boolean cell() {
        return column >= 0 && row > 0;
    }

    /** The same in another row. */
    public Corner at(int otherRow) {
        return new Corner(column, fixedColumn, otherRow, fixedRow);
    }

    /** The same, staying where it is when the formula is filled. */
    public Corner fixed() {
        return new Corner(column, column >= 0, row, row > 0);
    }

    String text() {
        return (column < 0 ? "" : (fixedColumn ? "$" : "") + Column.letters(column))
                + (row == 0 ? "" : (fixedRow ? "$" : "") + row);
    }
}
