package io.inkstone.documents.edit;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an edit replaced, in plain fields that can be written as JSON and read again.
 *
 * @param sheet the sheet's name
 * @param cells every cell that was edited
 */
public record Undo(String sheet, List<Cell> cells) {

    /** Copies. */
    public Undo {
        cells = List.copyOf(cells);
    }

    /**
     * One cell.
     *
     * @param cell in A1 notation
     * @param before what it held; null where the file had no such cell
     * @param after what it holds since
     */
    public record Cell(String cell, @Nullable Held before, Held after) {}

    /**
     * What a cell holds.
     *
     * @param formula as the file stores it, without an equals sign, or null
     * @param range of an array formula, else null
     * @param type of the value: number, text, boolean, error or blank
     * @param value as the file stores it, a text in full; null when blank
     * @param style the number of the cell's style in the file
     */
    public record Held(
            @Nullable String formula,
            @Nullable String range,
            String type,
            @Nullable String value,
            int style) {

        /** Whatever a formula has come to since, and whatever it looks like. */
        boolean holdsTheSame(Held other) {
            return Objects.equals(formula, other.formula)
                    && Objects.equals(range, other.range)
                    && (formula != null || hasTheValueOf(other));
        }

        boolean hasTheValueOf(Held other) {
            if (!type.equals(other.type) || value == null || other.value == null) {
                return type.equals(other.type) && value == null && other.value == null;
            }
            // 1 and 1.0 are written by different programs.
            return value.equals(other.value) || (type.equals("number") && sameNumber(value, other.value));
        }

        private static boolean sameNumber(String one, String other) {
            try {
                return Double.compare(Double.parseDouble(one), Double.parseDouble(other)) == 0;
            } catch (NumberFormatException e) {
                return false;
            }
        }

        Held styled(int number) {
            return new Held(formula, range, type, value, number);
        }
    }
}
