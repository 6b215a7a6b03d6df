package io.inkstone.documents.sheet;

/** What most cells of a column hold. */
public enum ColumnType {
    /** Numbers. */
    NUMBER,
    /** Days: numbers with a date format. */
    DATE,
    /** Text; also truth values, as {@code TRUE} and {@code FALSE}. */
    TEXT,
    /** Nothing at all. */
    EMPTY
}
