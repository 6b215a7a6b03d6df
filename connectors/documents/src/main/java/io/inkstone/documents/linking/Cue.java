package io.inkstone.documents.linking;

/** What a word of asking asks for. */
public enum Cue {
    /** A sum. */
    SUM("sum"),
    /** A mean. */
    AVERAGE("average"),
    /** A number of rows. */
    COUNT("count"),
    /** A number of different values. */
    DISTINCT("distinct"),
    /** The upper end. */
    MAX("max"),
    /** The lower end. */
    MIN("min"),
    /** A part of a whole. */
    SHARE("share"),
    /** Which one, rather than how much. */
    WHICH("which"),
    /** One row rather than a group of rows. */
    SINGLE("single"),
    /** Rows in general: orders, records, employees. */
    ROWS("row nouns"),
    /** The opposite of what follows. */
    NEGATION("negation"),
    /** Cells without content. */
    BLANK("blank"),
    /** Cells with content. */
    FILLED("filled"),
    /** The number in the middle. */
    MEDIAN("median"),
    /** By which part one figure is more than another. */
    GROWTH("growth"),
    /** How far two figures are apart. */
    DIFFERENCE("difference"),
    /** Which place something has in an order. */
    RANK("rank"),
    /** One figure for each stretch of time, or which stretch. */
    GROUPED("grouped"),
    /** Something that no formula of ours computes. */
    UNSUPPORTED("unsupported");

    private final String section;

    Cue(String section) {
        this.section = section;
    }

    String section() {
        return section;
    }
}
