package io.inkstone.documents.sheet;

import java.util.List;

/** A workbook that formulas can be evaluated on. */
interface CalculationSource {

    /** Whether the file itself counts days from 1904. */
    boolean date1904();

    /** The names of all sheets in their order, hidden ones and those of a chart included. */
    List<String> sheets();

    /** What is on a sheet; read when it is asked for the first time. */
    SheetContent sheet(int index);

    /** The names that the workbook gives to ranges. */
    List<DefinedName> names();

    /** The tables that Excel knows as such. */
    List<ListObject> lists();
}
