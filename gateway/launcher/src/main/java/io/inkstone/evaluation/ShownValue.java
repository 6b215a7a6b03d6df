package io.inkstone.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.poi.ss.usermodel.DateUtil;

/** Whether a value that was shown is the one of a shipped set. */
final class ShownValue {

    /** Floating-point sums may be rounded differently. */
    private static final double RELATIVE_TOLERANCE = 1e-6;

    private static final double EXACT = 1e-9;
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private ShownValue() {}

    /** The value, and of a column that is filled the last one too. */
    static boolean matches(Expected.Value expected, Outcome.Answered answered) {
        return same(expected.value(), answered.value(), expected.count())
                && expected.last()
                        .map(last -> answered.entry()
                                .fill()
                                .map(fill -> same(last, fill.lastValue(), false))
                                .orElse(false))
                        .orElse(true);
    }

    private static boolean same(JsonNode expected, JsonNode value, boolean count) {
        if (expected.isNumber()) {
            return value.isNumber() && near(expected.doubleValue(), value.doubleValue(), count);
        }
        if (expected.isBoolean()) {
            return value.isBoolean() && value.booleanValue() == expected.booleanValue();
        }
        if (value.isNumber()) {
            return DAY.matcher(expected.textValue()).matches()
                    && expected.textValue().equals(day(value.doubleValue()));
        }
        return value.isTextual() && folded(expected.textValue()).equals(folded(value.textValue()));
    }

    /** A sheet holds days as serial numbers. */
    private static String day(double serial) {
        return DateUtil.isValidExcelDate(serial)
                ? DateUtil.getLocalDateTime(serial).toLocalDate().toString()
                : "";
    }

    private static boolean near(double expected, double value, boolean count) {
        double tolerance = count ? EXACT : RELATIVE_TOLERANCE * Math.abs(expected);
        return Math.abs(expected - value) <= tolerance;
    }

    private static String folded(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
