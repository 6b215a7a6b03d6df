package io.inkstone.gateway.admin;

import java.time.LocalDate;

/**
 * The days of UTC that are asked for; both ends count.
 *
 * @param from the first day
 * @param to the last day
 */
record DaySpan(LocalDate from, LocalDate to) {

    /**
     * What {@code from} and {@code to} say; without them the month of the last day until then, and until today.
     *
     * @throws io.inkstone.protocol.ApiException 400 {@code invalid_value} when one is no day, or they are the wrong way round
     */
    static DaySpan of(QueryFields fields, LocalDate today) {
        LocalDate to = fields.day("to").orElse(today);
        LocalDate from = fields.day("from").orElse(to.withDayOfMonth(1));
        if (from.isAfter(to)) {
            throw QueryFields.wrong("from", from.toString(), "a day that is not after 'to', which is " + to);
        }
        return new DaySpan(from, to);
    }
}
