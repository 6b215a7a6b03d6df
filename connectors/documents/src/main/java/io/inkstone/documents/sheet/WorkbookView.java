package io.inkstone.documents.sheet;

import java.util.List;

/**
 * A workbook that was read: its sheets' names and the tables found on them.
 *
 * @param sheets the names of the visible sheets, in order
 * @param tables every table found, in the order of the sheets; may be empty
 * @param content the file itself; not copied, not to be changed
 * @param format what kind of file it is
 * @param names the names that the workbook gives to ranges, in the order of the file
 * @param lists the tables that Excel knows as such, on all sheets
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record WorkbookView(
        List<String> sheets,
        List<Table> tables,
        byte[] content,
        WorkbookFormat format,
        List<DefinedName> names,
        List<ListObject> lists) {

    /** Copies the lists. */
    public WorkbookView {
        sheets = List.copyOf(sheets);
        tables = List.copyOf(tables);
        names = List.copyOf(names);
        lists = List.copyOf(lists);
    }

    /** A workbook in Open XML without names and lists. */
    public WorkbookView(List<String> sheets, List<Table> tables, byte[] content) {
        this(sheets, tables, content, WorkbookFormat.XLSX, List.of(), List.of());
    }

    /** How many cells the tables have, at least 1. */
    public int cells() {
        return Math.max(
                1,
                tables.stream()
                        .mapToInt(table -> table.rows() * table.columns().size())
                        .sum());
    }
}
