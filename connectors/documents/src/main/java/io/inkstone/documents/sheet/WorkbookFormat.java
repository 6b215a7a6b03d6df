package io.inkstone.documents.sheet;

/** What kind of file a workbook was read from. */
public enum WorkbookFormat {
    /** A workbook in Open XML, with macros or without. */
    XLSX,
    /** A spreadsheet in OpenDocument. */
    ODS,
    /** Text with separated values. */
    TEXT
}
