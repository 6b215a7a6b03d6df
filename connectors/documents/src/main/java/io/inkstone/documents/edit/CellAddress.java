package io.inkstone.documents.edit;

import io.inkstone.connector.ConnectorException;
import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A cell of a sheet.
 *
 * @param row as people count, from 1
 * @param column counted from 0
 */
public record CellAddress(int row, int column) implements Comparable<CellAddress> {

    static final int LAST_ROW = 1_048_576;
    /** The sheet's last column, counted from 0. */
    public static final int LAST_COLUMN = 16_383;

    private static final Pattern CELL = Pattern.compile("\\$?([A-Za-z]{1,3})\\$?([1-9][0-9]{0,6})");
    private static final Comparator<CellAddress> BY_ROWS =
            Comparator.comparingInt(CellAddress::row).thenComparingInt(CellAddress::column);

    /** Refuses what lies outside of a sheet. */
    public CellAddress {
        if (row < 1 || row > LAST_ROW || column < 0 || column > LAST_COLUMN) {
            throw new IllegalArgumentException("row " + row + ", column " + column + " is outside of a sheet");
        }
    }

    /**
     * Reads A1 notation; dollar signs and lower case are taken and mean nothing.
     *
     * @throws ConnectorException {@code invalid_cell}
     */
    public static CellAddress of(String cell) {
        Matcher parts = CELL.matcher(cell.strip());
        if (parts.matches()) {
            int column = columnOf(parts.group(1));
            int row = Integer.parseInt(parts.group(2));
            if (row <= LAST_ROW && column <= LAST_COLUMN) {
                return new CellAddress(row, column);
            }
        }
        String shown = cell.length() > 40 ? cell.substring(0, 40) + "…" : cell;
        throw ConnectorException.invalidInput(
                "invalid_cell", "'" + shown + "' is not a cell. Give one between A1 and XFD1048576, such as H2.");
    }

    /** The number, from 0, of a column said in one to three letters. */
    static int columnOf(String letters) {
        int column = 0;
        for (char letter : letters.toUpperCase(Locale.ROOT).toCharArray()) {
            column = column * 26 + letter - 'A' + 1;
        }
        return column - 1;
    }

    /** The letters of a column counted from 0. */
    static String letters(int column) {
        String last = String.valueOf((char) ('A' + column % 26));
        return column < 26 ? last : letters(column / 26 - 1) + last;
    }

    /** The cell so many rows below. */
    public CellAddress below(int rows) {
        return new CellAddress(row + rows, column);
    }

    @Override
    public int compareTo(CellAddress other) {
        return BY_ROWS.compare(this, other);
    }

    /** In A1 notation, e.g. {@code K2}. */
    @Override
    public String toString() {
        return letters(column) + row;
    }
}
