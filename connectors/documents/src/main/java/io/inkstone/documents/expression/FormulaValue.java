package io.inkstone.documents.expression;

import io.inkstone.documents.sheet.CellValue;
import io.inkstone.documents.sheet.Column;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * What a formula or a part of one came to, as JSON says it.
 *
 * @param value a Double, String or Boolean; a day is a String in ISO form
 * @param type {@code number}, {@code text}, {@code boolean} or {@code date}
 */
public record FormulaValue(Object value, String type) {

    private static final MathContext DIGITS = new MathContext(15);
    private static final int LAST_DAY = 2_958_465;

    /**
     * The value of a formula that did not fail.
     *
     * @param day whether a number is shown as a day
     */
    public static FormulaValue of(CellValue value, boolean day) {
        if (value instanceof CellValue.Number number) {
            boolean shownAsDay = day && number.value() >= 1 && number.value() <= LAST_DAY;
            return shownAsDay
                    ? new FormulaValue(Column.day(number.value()).toString(), "date")
                    : new FormulaValue(
                            BigDecimal.valueOf(number.value()).round(DIGITS).doubleValue(), "number");
        }
        if (value instanceof CellValue.Text text) {
            return new FormulaValue(text.value(), "text");
        }
        if (value instanceof CellValue.Truth truth) {
            return new FormulaValue(truth.value(), "boolean");
        }
        throw new IllegalArgumentException("a failure has no value");
    }
}
