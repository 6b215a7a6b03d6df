package io.inkstone.documents.repair;

import io.inkstone.documents.expression.Expression;
import io.inkstone.documents.expression.Expression.Call;
import io.inkstone.documents.expression.Expression.Literal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Days that are written with the year first, which no locale reads in two ways. */
final class DayTexts {

    private static final Pattern DAY =
            Pattern.compile("\\s*([12][0-9]{3})\\s*[-/.年]\\s*([0-9]{1,2})\\s*[-/.月]\\s*([0-9]{1,2})\\s*日?\\s*");

    private DayTexts() {}

    /** The day as {@code DATE(…)}; empty where the text says none. */
    static Optional<Expression> date(String text) {
        Matcher parts = DAY.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            LocalDate day = LocalDate.of(
                    Integer.parseInt(parts.group(1)),
                    Integer.parseInt(parts.group(2)),
                    Integer.parseInt(parts.group(3)));
            return Optional.of(new Call(
                    "DATE",
                    List.of(
                            Literal.of(day.getYear()),
                            Literal.of(day.getMonthValue()),
                            Literal.of(day.getDayOfMonth()))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
