package io.inkstone.documents.sketch;

import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.Table;
import java.math.BigDecimal;
import java.time.LocalDate;

/** How the cells of a table, and constants, are written in a formula. */
public class Ranges {

    /** Stands for a row's number in a term that is written once for every row. */
    static final String ROW = "{row}";

    private final Table table;

    /** The ranges of a table. */
    public Ranges(Table table) {
        this.table = table;
    }

    /** Ranges that reach from the first row to the row that a term is for. */
    static Ranges growing(Table table) {
        return new Ranges(table) {
            @Override
            public String range(Column column) {
                return "$" + column.letters() + "$" + table().firstRow() + ":" + cell(column);
            }
        };
    }

    Table table() {
        return table;
    }

    /** All cells of a column, e.g. {@code C2:C90}. */
    public String range(Column column) {
        return column.letters() + table.firstRow() + ":" + column.letters() + table.lastRow();
    }

    /** The range with fixed rows: within a per-row term, where only cells of the row may move. */
    String absolute(Column column) {
        return column.letters() + "$" + table.firstRow() + ":" + column.letters() + "$" + table.lastRow();
    }

    /** The range with fixed rows and columns: within a per-row term, all of it. */
    String fixed(Column column) {
        return "$" + column.letters() + "$" + table.firstRow() + ":$" + column.letters() + "$" + table.lastRow();
    }

    /** A text over ranges of this table with their rows and columns fixed. */
    String fixedRows(String text) {
        String fixed = text;
        for (Column column : table.own()) {
            fixed = fixed.replace(range(column), fixed(column));
        }
        return fixed;
    }

    /** A term for one row as an array over all rows. */
    String array(String term) {
        String array = term;
        for (Column column : table.own()) {
            array = array.replace("$" + column.letters() + ROW, range(column));
        }
        return array;
    }

    /** The cell of a column in the row that a term is for. */
    static String cell(Column column) {
        return column.term();
    }

    /** Whether a cell of a column holds no number. */
    static boolean hasGaps(Column column) {
        for (int row = 0; row < column.size(); row++) {
            if (Double.isNaN(column.number(row))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the cell of a row holds a number, as a term. */
    static String isNumber(Column column) {
        return "ISNUMBER(" + cell(column) + ")";
    }

    /** A text as a formula writes it. */
    public static String quoted(String text) {
        return "\"" + text.replace("\"", "\"\"").replace(ROW, "{\"&\"row}") + "\"";
    }

    /** A number as a formula writes it, without an exponent. */
    public static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    static String date(LocalDate day) {
        return "DATE(" + day.getYear() + "," + day.getMonthValue() + "," + day.getDayOfMonth() + ")";
    }
}
