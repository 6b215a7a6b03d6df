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
            boolean sameValue = type.equals(other.type) && Objects.equals(value, other.value);
            return Objects.equals(formula, other.formula)
                    && Objects.equals(range, other.range)
                    && (formula != null || sameValue);
        }

        Held styled(int number) {
            return new Held(formula, range, type, value, number);
        }
    }
}
