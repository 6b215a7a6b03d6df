package io.inkstone.documents.sheet;

import java.util.List;

/**
 * A workbook that was read: its sheets' names and the tables found on them.
 *
 * @param sheets the names of the visible sheets, in order
 * @param tables every table found, in the order of the sheets; may be empty
 * @param content the file itself; not copied, not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record WorkbookView(List<String> sheets, List<Table> tables, byte[] content) {

    /** Copies the lists. */
    public WorkbookView {
        sheets = List.copyOf(sheets);
        tables = List.copyOf(tables);
    }

    /** How many cells the tables have, at least 1. */
    public int cells() {
        return Math.max(
                1,
                tables.stream()
                        .mapToInt(table -> table.rows() * table.own().size())
                        .sum());
    }
}
