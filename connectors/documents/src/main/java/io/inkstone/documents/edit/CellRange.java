package io.inkstone.documents.edit;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A rectangle of cells, both corners included. */
record CellRange(CellAddress first, CellAddress last) {

    private static final Pattern RANGE =
            Pattern.compile("\\$?([A-Za-z]{1,3})\\$?([0-9]{1,7})(?::\\$?([A-Za-z]{1,3})\\$?([0-9]{1,7}))?");

    /** Reads e.g. {@code B2:C9} or {@code B2}; empty for what is none. */
    static Optional<CellRange> of(String text) {
        Matcher parts = RANGE.matcher(text.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        boolean one = parts.group(3) == null;
        int column = CellAddress.columnOf(parts.group(1));
        int row = Integer.parseInt(parts.group(2));
        int otherColumn = one ? column : CellAddress.columnOf(parts.group(3));
        int otherRow = one ? row : Integer.parseInt(parts.group(4));
        if (Math.min(row, otherRow) < 1
                || Math.max(row, otherRow) > CellAddress.LAST_ROW
                || Math.max(column, otherColumn) > CellAddress.LAST_COLUMN) {
            return Optional.empty();
        }
        return Optional.of(new CellRange(
                new CellAddress(Math.min(row, otherRow), Math.min(column, otherColumn)),
                new CellAddress(Math.max(row, otherRow), Math.max(column, otherColumn))));
    }

    boolean contains(CellAddress cell) {
        return cell.row() >= first.row()
                && cell.row() <= last.row()
                && cell.column() >= first.column()
                && cell.column() <= last.column();
    }

    boolean isOneCell() {
        return first.equals(last);
    }

    /** The smallest rectangle that holds this one and a cell. */
    CellRange with(CellAddress cell) {
        return new CellRange(
                new CellAddress(Math.min(first.row(), cell.row()), Math.min(first.column(), cell.column())),
                new CellAddress(Math.max(last.row(), cell.row()), Math.max(last.column(), cell.column())));
    }

    @Override
    public String toString() {
        return isOneCell() ? first.toString() : first + ":" + last;
    }
}
