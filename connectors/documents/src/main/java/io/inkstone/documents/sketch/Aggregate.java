package io.inkstone.documents.sketch;

/** What is made of the cells of the rows that were taken. Cells without a number are left out, as spreadsheets do. */
public enum Aggregate {
    /** The sum of a column. */
    SUM,
    /** The mean of a column. */
    AVERAGE,
    /** The number of rows. */
    COUNT,
    /** The number of different values of a column, empty cells left out. */
    DISTINCT,
    /** The highest number or latest day of a column. */
    MAX,
    /** The lowest number or earliest day of a column. */
    MIN,
    /** The number in the middle of a column. */
    MEDIAN
}
