package io.inkstone.documents.formula;

import io.inkstone.documents.sheet.CellValue;
import io.inkstone.documents.sheet.SheetCalculator;
import io.inkstone.documents.sheet.SheetFormula;
import io.inkstone.documents.sketch.Outcome;
import io.inkstone.documents.sketch.SketchText;

/**
 * Holds the formula's value, as a spreadsheet engine computes it from the file itself, against the value that the sketch
 * came to on the columns. The two ways share neither reader nor arithmetic.
 */
final class FormulaJudge {

    /** Sums in another order differ in their last digits. */
    private static final double RELATIVE_TOLERANCE = 1e-9;

    /** What was found: agreement, with the engine's value as text. */
    record Verdict(boolean agrees, String evaluated) {

        /** Whether nothing was found within the time that a formula gets. */
        boolean tookTooLong() {
            return !agrees && evaluated.startsWith(SheetCalculator.TOO_LONG);
        }
    }

    private FormulaJudge() {}

    static Verdict judge(SheetCalculator calculator, String sheet, SheetFormula formula, Outcome outcome) {
        CellValue evaluated = calculator.evaluate(sheet, formula);
        return new Verdict(agrees(evaluated, outcome), text(evaluated));
    }

    private static boolean agrees(CellValue evaluated, Outcome outcome) {
        Object expected = outcome.value();
        if (evaluated instanceof CellValue.Number number && expected instanceof Double value) {
            double scale = Math.max(Math.abs(value), 1);
            return Math.abs(number.value() - value) <= RELATIVE_TOLERANCE * scale;
        }
        if (evaluated instanceof CellValue.Text text && expected instanceof String value) {
            return text.value().strip().equalsIgnoreCase(value);
        }
        return evaluated instanceof CellValue.Truth truth
                && expected instanceof String value
                && value.equalsIgnoreCase(String.valueOf(truth.value()));
    }

    private static String text(CellValue value) {
        if (value instanceof CellValue.Number number) {
            return SketchText.number(number.value());
        }
        if (value instanceof CellValue.Text text) {
            return text.value();
        }
        if (value instanceof CellValue.Truth truth) {
            return String.valueOf(truth.value());
        }
        return ((CellValue.Failure) value).reason();
    }
}
