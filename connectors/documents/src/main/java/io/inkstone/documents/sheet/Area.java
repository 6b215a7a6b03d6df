package io.inkstone.documents.sheet;

/** A part of a sheet. Columns count from 0, rows from 1, all ends included. */
record Area(int firstRow, int lastRow, int firstColumn, int lastColumn) {

    int width() {
        return lastColumn - firstColumn + 1;
    }

    Area withRows(int first, int last) {
        return new Area(first, last, firstColumn, lastColumn);
    }
}
