package io.inkstone.documents.sheet;

import java.util.List;
import java.util.stream.Stream;

/**
 * A workbook that was read: its sheets' names and the tables found on them.
 *
 * @param sheets the names of the visible sheets, in order
 * @param tables every table found, in the order of the sheets, each with what the others know of its rows; may be empty
 * @param content the file itself; not copied, not to be changed
 * @param format what kind of file it is
 * @param names the names that the workbook gives to ranges, in the order of the file
 * @param lists the tables that Excel knows as such, on all sheets
 * @param hiddenSheets the names of the sheets that people do not see, in order
 * @param hiddenTables the tables on them, which count only where someone names the sheet
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record WorkbookView(
        List<String> sheets,
        List<Table> tables,
        byte[] content,
        WorkbookFormat format,
        List<DefinedName> names,
        List<ListObject> lists,
        List<String> hiddenSheets,
        List<Table> hiddenTables) {

    /** Copies the lists. */
    public WorkbookView {
        sheets = List.copyOf(sheets);
        tables = TableJoins.join(tables);
        names = List.copyOf(names);
        lists = List.copyOf(lists);
        hiddenSheets = List.copyOf(hiddenSheets);
        hiddenTables = List.copyOf(hiddenTables);
    }

    /** A workbook in Open XML without names and lists. */
    public WorkbookView(List<String> sheets, List<Table> tables, byte[] content) {
        this(sheets, tables, content, WorkbookFormat.XLSX, List.of(), List.of(), List.of(), List.of());
    }

    /** The tables of the sheet with this name, upper and lower case the same; it may be a hidden one. */
    public List<Table> tablesOn(String sheet) {
        return Stream.concat(tables.stream(), hiddenTables.stream())
                .filter(table -> table.sheet().equalsIgnoreCase(sheet))
                .toList();
    }

    /** How many cells the tables have, at least 1. */
    public int cells() {
        return Math.max(
                1,
                Stream.concat(tables.stream(), hiddenTables.stream())
                        .mapToInt(table -> table.rows() * table.own().size())
                        .sum());
    }
}
