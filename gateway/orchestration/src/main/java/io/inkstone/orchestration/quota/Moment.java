package io.inkstone.orchestration.quota;

/**
 * Now.
 *
 * @param millis since 1970
 * @param day the day of UTC that it is in
 * @param dayName the day as a period
 * @param monthName its month as a period
 */
record Moment(long millis, CalendarDay day, String dayName, String monthName) {

    static Moment of(long millis) {
        CalendarDay day = CalendarDay.of(millis);
        return new Moment(millis, day, day.date().toString(), day.month().toString());
    }

    /** A later or earlier one; cheap on the same day. */
    Moment at(long newMillis) {
        return day.holds(newMillis) ? new Moment(newMillis, day, dayName, monthName) : of(newMillis);
    }
}
