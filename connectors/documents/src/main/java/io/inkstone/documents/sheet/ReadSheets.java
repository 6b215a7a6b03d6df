package io.inkstone.documents.sheet;

import java.util.List;

/**
 * The sheets of a file that is no workbook in Open XML, for both the tables and the calculation.
 *
 * @param all in their order
 */
record ReadSheets(List<ReadSheet> all, List<DefinedName> names) implements CalculationSource {

    /** A sheet, and whether people see its tab. */
    record ReadSheet(String name, boolean visible, SheetContent content) {}

    /** Copies. */
    ReadSheets {
        all = List.copyOf(all);
        names = List.copyOf(names);
    }

    @Override
    public boolean date1904() {
        return false;
    }

    @Override
    public List<String> sheets() {
        return all.stream().map(ReadSheet::name).toList();
    }

    @Override
    public SheetContent sheet(int index) {
        return all.get(index).content();
    }

    @Override
    public List<ListObject> lists() {
        return List.of();
    }
}
