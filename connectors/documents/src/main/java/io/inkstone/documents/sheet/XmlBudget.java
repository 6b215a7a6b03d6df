package io.inkstone.documents.sheet;

/** What all XML parts of one workbook hold together, as far as it decides how long a parser works and what it keeps. */
final class XmlBudget {

    static final int MAX_CELLS = WorkbookReader.MAX_CELLS;
    private static final long MAX_WORK = 1_000_000_000L;

    private long cells;
    private long rowWidths;
    private long strings;
    private long highestString = -1;
    private long arrayFormulas;
    private long sharedFormulas;
    private long longestFormula;

    void addCell() {
        cells++;
        if (cells > MAX_CELLS) {
            throw XlsxGuard.tooLarge("The workbook has more than " + MAX_CELLS
                    + " cells, empty ones with a format included; that is the most that is taken. Remove rows or sheets"
                    + " that are not needed.");
        }
    }

    void addRow(int width) {
        rowWidths += width;
        if (rowWidths > MAX_WORK) {
            throw tooMuchWork();
        }
    }

    void addString() {
        strings++;
    }

    void useString(long index) {
        highestString = Math.max(highestString, index);
    }

    void addFormula(boolean array, boolean shared, int length) {
        arrayFormulas += array ? 1 : 0;
        sharedFormulas += shared ? 1 : 0;
        longestFormula = Math.max(longestFormula, length);
    }

    /** To be called at the end: readers expand shared formulas and search array formulas for every cell. */
    void checkTotals() {
        if (highestString >= strings) {
            throw FileFormat.damaged("The workbook names a text that it does not hold");
        }
        if (arrayFormulas * cells > MAX_WORK || sharedFormulas * longestFormula > MAX_WORK) {
            throw tooMuchWork();
        }
    }

    private static RuntimeException tooMuchWork() {
        return XlsxGuard.tooLarge("The workbook would take too long to read: too many wide rows or shared formulas."
                + " Copy the table that matters into a new workbook, as values.");
    }
}
