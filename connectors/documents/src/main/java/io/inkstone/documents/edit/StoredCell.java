package io.inkstone.documents.edit;

import org.jspecify.annotations.Nullable;

/**
 * A cell as a sheet's part holds it.
 *
 * @param start where its element begins in the part
 * @param end where it ends
 * @param style the number of its style
 * @param type of its value, as the file says it
 * @param formula its formula, or null
 * @param value what stands as its value, or the text that stands in the cell itself; null for none
 */
record StoredCell(
        CellAddress at,
        long start,
        long end,
        int style,
        String type,
        @Nullable StoredFormula formula,
        @Nullable String value) {

    /**
     * A formula as the file has it.
     *
     * @param start where its element begins in the part
     * @param end where it ends
     * @param type normal, shared, array or dataTable
     * @param shared by which number others share it, or -1
     * @param range that it is for, as written; empty for none
     */
    record StoredFormula(long start, long end, String text, String type, int shared, String range) {}

    /** Whether a person sees something in it. */
    boolean isFilled() {
        return formula != null || value != null;
    }

    /** Whether it holds a number, written or computed. */
    boolean holdsNumber() {
        return value != null && type.equals("n");
    }

    /** What it holds, for a message. */
    String content() {
        if (formula != null) {
            return "a formula";
        }
        return switch (type) {
            case "n", "d" -> "a number";
            case "b" -> "a truth value";
            case "e" -> "an error";
            default -> "a text";
        };
    }
}
