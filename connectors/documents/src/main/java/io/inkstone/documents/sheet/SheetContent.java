package io.inkstone.documents.sheet;

/**
 * One sheet.
 *
 * @param cells its cells; days of the 1904 system are turned into those of the 1900 system
 * @param marks what it says beside them
 */
record SheetContent(SheetCells cells, SheetMarks marks) {

    static final SheetContent NOTHING = of(new SheetCells.Builder().build());

    static SheetContent of(SheetCells cells) {
        return new SheetContent(cells, new SheetMarks());
    }
}
