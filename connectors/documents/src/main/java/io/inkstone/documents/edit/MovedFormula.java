package io.inkstone.documents.edit;

import io.inkstone.connector.ConnectorException;
import io.inkstone.documents.edit.FormulaToken.Kind;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A formula as it reads when it is copied to another cell: what a dollar sign does not hold moves along. */
final class MovedFormula {

    private static final Pattern PART = Pattern.compile("(\\$?)([A-Za-z]{0,3})(\\$?)([0-9]{0,7})");

    private MovedFormula() {}

    /**
     * The formula so many rows further down and columns further right.
     *
     * @throws ConnectorException {@code formula_not_fillable} when a reference would leave the sheet; {@code invalid_formula}
     */
    static String of(String formula, int rowsDown, int columnsRight) {
        StringBuilder moved = new StringBuilder(formula.length() + 8);
        for (FormulaToken token : FormulaToken.all(formula)) {
            boolean moves = token.kind() == Kind.CELL || token.kind() == Kind.ROWS || token.kind() == Kind.COLUMNS;
            if (moves && isOnSheet(token.text())) {
                for (String part : token.text().split("(?=:)|(?<=:)")) {
                    moved.append(part.equals(":") ? part : part(formula, part, rowsDown, columnsRight));
                }
            } else {
                moved.append(token.text());
            }
        }
        return moved.toString();
    }

    /** A name may look like a cell beyond the last one, such as XYZ2024. */
    private static boolean isOnSheet(String reference) {
        for (String part : reference.split(":")) {
            Matcher place = PART.matcher(part);
            boolean inside = place.matches()
                    && (place.group(2).isEmpty() || CellAddress.columnOf(place.group(2)) <= CellAddress.LAST_COLUMN)
                    && (place.group(4).isEmpty()
                            || (Integer.parseInt(place.group(4)) >= 1
                                    && Integer.parseInt(place.group(4)) <= CellAddress.LAST_ROW));
            if (!inside) {
                return false;
            }
        }
        return true;
    }

    private static String part(String formula, String part, int rowsDown, int columnsRight) {
        Matcher place = PART.matcher(part);
        if (!place.matches()) {
            throw new IllegalStateException("no reference: " + part);
        }
        boolean rowOnly = place.group(2).isEmpty();
        String columnSign = place.group(1);
        String rowSign = rowOnly ? columnSign : place.group(3);
        String letters = place.group(2);
        if (!rowOnly && columnSign.isEmpty()) {
            int column = CellAddress.columnOf(letters) + columnsRight;
            require(column >= 0 && column <= CellAddress.LAST_COLUMN, formula, part);
            letters = columnsRight == 0 ? letters : CellAddress.letters(column);
        }
        String number = place.group(4);
        if (!number.isEmpty() && rowSign.isEmpty()) {
            int row = Integer.parseInt(number) + rowsDown;
            require(row >= 1 && row <= CellAddress.LAST_ROW, formula, part);
            number = Integer.toString(row);
        }
        return rowOnly ? rowSign + number : columnSign + letters + place.group(3) + number;
    }

    private static void require(boolean inside, String formula, String part) {
        if (!inside) {
            throw notFillable("'=" + formula + "' cannot be copied so far: " + part
                    + " would lie outside of the sheet. Fix it with dollar signs, or fill fewer cells.");
        }
    }

    static ConnectorException notFillable(String message) {
        return ConnectorException.invalidInput("formula_not_fillable", message);
    }
}
