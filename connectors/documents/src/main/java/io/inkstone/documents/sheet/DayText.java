package io.inkstone.documents.sheet;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Days as people type them, with a time of day or without. */
final class DayText {

    private static final String TIME =
            "(?:[T ] ?(?<hour>[0-9]{1,2}):(?<min>[0-9]{2})(?::(?<sec>[0-9]{2})(?:\\.[0-9]{1,9})?)?Z?)?";

    private static final Map<DayOrder, Pattern> ORDERS = Map.of(
            DayOrder.YEAR_FIRST,
            Pattern.compile("(?<y>[0-9]{4})(?<s>[-/.])(?<m>[0-9]{1,2})\\k<s>(?<d>[0-9]{1,2})" + TIME),
            DayOrder.DAY_FIRST,
            Pattern.compile("(?<d>[0-9]{1,2})(?<s>[-/.])(?<m>[0-9]{1,2})\\k<s>(?<y>[0-9]{4})" + TIME),
            DayOrder.MONTH_FIRST,
            Pattern.compile("(?<m>[0-9]{1,2})(?<s>[-/])(?<d>[0-9]{1,2})\\k<s>(?<y>[0-9]{4})" + TIME),
            DayOrder.NAMED,
            Pattern.compile("(?<y>[0-9]{4})年(?<m>[0-9]{1,2})月(?<d>[0-9]{1,2})[日号]" + TIME));

    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final String MONTH = "(?<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
            + "|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?";
    private static final Pattern DAY_MONTH = Pattern.compile(
            "(?<d>[0-9]{1,2})(?:st|nd|rd|th)?[- ]" + MONTH + ",?[- ](?<y>[0-9]{4})" + TIME, Pattern.CASE_INSENSITIVE);
    private static final Pattern MONTH_DAY = Pattern.compile(
            MONTH + " (?<d>[0-9]{1,2})(?:st|nd|rd|th)?,? (?<y>[0-9]{4})" + TIME, Pattern.CASE_INSENSITIVE);

    private static final int MAX_CHARS = 40;
    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2200;

    private DayText() {}

    /** The serial number in the 1900 system, or NaN. */
    static double parse(String text, DayOrder order) {
        String typed = text.strip();
        if (typed.length() > MAX_CHARS || typed.length() < 8) {
            return Double.NaN;
        }
        double serial = serial(Objects.requireNonNull(ORDERS.get(order)).matcher(typed), null);
        if (order != DayOrder.NAMED || !Double.isNaN(serial)) {
            return serial;
        }
        serial = serial(DAY_MONTH.matcher(typed), "name");
        return Double.isNaN(serial) ? serial(MONTH_DAY.matcher(typed), "name") : serial;
    }

    private static double serial(Matcher parts, @Nullable String name) {
        if (!parts.matches()) {
            return Double.NaN;
        }
        int year = Integer.parseInt(parts.group("y"));
        int month = name == null ? Integer.parseInt(parts.group("m")) : month(parts.group(name));
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            return Double.NaN;
        }
        try {
            double day = Column.serial(LocalDate.of(year, month, Integer.parseInt(parts.group("d"))));
            return day + time(parts);
        } catch (DateTimeException e) {
            return Double.NaN;
        }
    }

    private static int month(String name) {
        return MONTHS.indexOf(name.substring(0, 3).toLowerCase(Locale.ROOT)) + 1;
    }

    private static double time(Matcher parts) {
        if (parts.group("hour") == null) {
            return 0;
        }
        int hour = Integer.parseInt(parts.group("hour"));
        int minute = Integer.parseInt(parts.group("min"));
        int second = parts.group("sec") == null ? 0 : Integer.parseInt(parts.group("sec"));
        return hour > 23 || minute > 59 || second > 59 ? Double.NaN : (hour * 3600 + minute * 60 + second) / 86_400.0;
    }
}
