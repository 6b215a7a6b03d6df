package io.inkstone.orchestration.quota;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * A day of UTC, and its month.
 *
 * @param date the day
 * @param month its month
 * @param startMillis its first millisecond
 * @param endMillis the first one after it
 * @param monthEndMillis the first one after its month
 */
record CalendarDay(LocalDate date, YearMonth month, long startMillis, long endMillis, long monthEndMillis) {

    private static final long DAY_MILLIS = 24 * 60 * 60 * 1000L;

    static CalendarDay of(long millis) {
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(millis, DAY_MILLIS));
        YearMonth month = YearMonth.from(date);
        long start = date.toEpochDay() * DAY_MILLIS;
        long monthEnd = month.plusMonths(1)
                .atDay(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant()
                .toEpochMilli();
        return new CalendarDay(date, month, start, start + DAY_MILLIS, monthEnd);
    }

    boolean holds(long millis) {
        return millis >= startMillis && millis < endMillis;
    }
}
