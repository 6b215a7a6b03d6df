package io.inkstone.documents.formula;

import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.ColumnType;
import io.inkstone.documents.sheet.SheetFormula;
import io.inkstone.documents.sketch.Outcome;
import io.inkstone.documents.sketch.Sketch;
import java.util.stream.IntStream;

/** The values and formulas of a sketch that has one for each row. */
final class FillRows {

    private FillRows() {}

    /** What a row, counted from 0, comes to; an empty text where it has no value. */
    static Outcome outcome(Sketch.Fill fill, int row) {
        Column values = fill.values();
        String text = values.text(row);
        boolean day = values.type() == ColumnType.DATE;
        if (text == null && Double.isNaN(values.number(row))) {
            return new Outcome("", false, 1, 1);
        }
        return new Outcome(text != null ? text : (Object) values.number(row), day && text == null, 1, 1);
    }

    /** The rows that are data, counted from 0; those of totals are none. */
    static int[] data(Sketch.Fill fill) {
        return IntStream.range(0, fill.table().rows())
                .filter(row -> !fill.table().isTotal(row))
                .toArray();
    }

    static SheetFormula formula(Sketch.Fill fill, int row) {
        int number = fill.table().firstRow() + row;
        return new SheetFormula(fill.values().term().replace("{row}", Integer.toString(number)), false, null);
    }

    static Object value(Outcome outcome) {
        return "".equals(outcome.value()) ? "" : Explainer.value(outcome);
    }
}
