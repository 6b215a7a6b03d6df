package io.inkstone.documents.sheet;

import java.util.ArrayList;
import java.util.List;

/** Collects the sheets of a workbook and the tables on them. */
final class ViewBuilder {

    private final List<String> sheets = new ArrayList<>();
    private final List<String> hiddenSheets = new ArrayList<>();
    private final List<Table> tables = new ArrayList<>();
    private final List<Table> hiddenTables = new ArrayList<>();
    private long cells;

    void add(String name, boolean visible, SheetContent content, List<ListObject> lists) {
        (visible ? sheets : hiddenSheets).add(name);
        for (Table table : new TableFinder(name, content, lists).find()) {
            cells += (long) table.rows() * table.columns().size();
            WorkbookReader.requireCells(cells);
            (visible ? tables : hiddenTables).add(table);
        }
    }

    WorkbookView build(byte[] content, WorkbookFormat format, List<DefinedName> names, List<ListObject> lists) {
        if (sheets.isEmpty()) {
            throw FileFormat.damaged("The workbook has no visible sheet");
        }
        return new WorkbookView(sheets, tables, content, format, names, lists, hiddenSheets, hiddenTables);
    }
}
