package io.inkstone.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.poi.ss.usermodel.DateUtil;

/** How an outcome counts. */
enum Verdict {
    CORRECT,
    WRONG,
    REFUSED;

    /** Floating-point sums may be rounded differently. */
    private static final double RELATIVE_TOLERANCE = 1e-6;

    private static final double EXACT = 1e-9;
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    /** By the rule that the README of the set states; a failure of the system counts as wrong. */
    static Verdict of(FormulaRequest request, Outcome outcome) {
        if (outcome instanceof Outcome.Answered answered) {
            return !request.toBeRefused() && matches(request, answered.value()) ? CORRECT : WRONG;
        }
        if (outcome instanceof Outcome.Declined) {
            return request.toBeRefused() ? CORRECT : REFUSED;
        }
        return WRONG;
    }

    private static boolean matches(FormulaRequest request, JsonNode value) {
        JsonNode expected = request.value();
        if (expected.isNumber()) {
            return value.isNumber() && near(expected.doubleValue(), value.doubleValue(), request.isCount());
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
