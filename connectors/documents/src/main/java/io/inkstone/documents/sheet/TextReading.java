package io.inkstone.documents.sheet;

import io.inkstone.documents.sheet.NumberText.Notation;
import org.jspecify.annotations.Nullable;

/**
 * How the texts of one column are to be read as numbers and days: 1,234 and 03/04/2024 mean something only beside others
 * that say which notation and which order they are written in. Shown every text first, then asked.
 */
final class TextReading {

    private int onlyPoint;
    private int onlyComma;
    private int onlyDayFirst;
    private int onlyMonthFirst;

    /** Takes one more text of the column into account. */
    void show(String text) {
        if (!NumberText.mayBeNumber(text) || NumberText.isAmbiguous(text)) {
            return;
        }
        boolean point = !Double.isNaN(NumberText.parse(text, Notation.POINT));
        boolean comma = !Double.isNaN(NumberText.parse(text, Notation.COMMA));
        if (point || comma) {
            onlyPoint += comma ? 0 : 1;
            onlyComma += point ? 0 : 1;
        } else {
            showDay(text);
        }
    }

    private void showDay(String text) {
        boolean dayFirst = !Double.isNaN(DayText.parse(text, DayOrder.DAY_FIRST));
        boolean monthFirst = !Double.isNaN(DayText.parse(text, DayOrder.MONTH_FIRST));
        onlyDayFirst += dayFirst && !monthFirst ? 1 : 0;
        onlyMonthFirst += monthFirst && !dayFirst ? 1 : 0;
    }

    /** Which notation its texts show, or null when they show none or both. */
    @Nullable
    Notation shownNotation() {
        if (onlyPoint > 0 == onlyComma > 0) {
            return null;
        }
        return onlyPoint > 0 ? Notation.POINT : Notation.COMMA;
    }

    /** Whether texts of both notations were seen, so that none of those that fit both is sure. */
    private boolean contradicts() {
        return onlyPoint > 0 && onlyComma > 0;
    }

    /** The number of a text, or NaN where it is none or not sure; {@code otherwise} is the notation of its neighbours. */
    double number(String text, Notation otherwise) {
        if (contradicts() && NumberText.isAmbiguous(text)) {
            return Double.NaN;
        }
        if (contradicts()) {
            double point = NumberText.parse(text, Notation.POINT);
            return Double.isNaN(point) ? NumberText.parse(text, Notation.COMMA) : point;
        }
        Notation shown = shownNotation();
        return NumberText.parse(text, shown == null ? otherwise : shown);
    }

    /** The order in which a text says a day, or null where it says none or not surely which. */
    @Nullable
    DayOrder order(String text) {
        for (DayOrder order : DayOrder.values()) {
            if (!Double.isNaN(DayText.parse(text, order)) && isSure(order)) {
                return order;
            }
        }
        return null;
    }

    /** The serial number of a text that says a day, or NaN where it says none or not surely which. */
    double day(String text) {
        DayOrder order = order(text);
        return order == null ? Double.NaN : DayText.parse(text, order);
    }

    private boolean isSure(DayOrder order) {
        return switch (order) {
            case YEAR_FIRST, NAMED -> true;
            case DAY_FIRST -> onlyDayFirst > 0 && onlyMonthFirst == 0;
            case MONTH_FIRST -> onlyMonthFirst > 0 && onlyDayFirst == 0;
        };
    }
}
