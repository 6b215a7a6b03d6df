package io.inkstone.documents.sheet;

/** In which order a day is written. */
public enum DayOrder {
    /** As in 2024-03-15. */
    YEAR_FIRST,
    /** As in 15/03/2024. */
    DAY_FIRST,
    /** As in 03/15/2024. */
    MONTH_FIRST,
    /** With the month's name, or a character after each figure. */
    NAMED
}
