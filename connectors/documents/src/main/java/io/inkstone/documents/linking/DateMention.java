package io.inkstone.documents.linking;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of time that a request names.
 *
 * @param span where
 * @param from the first day; null when it is open, or when {@code months} says it
 * @param until the first day after; null when it is open, or when {@code months} says it
 * @param months for a month or quarter without a year, its months, 1–12; else empty
 */
public record DateMention(
        Span span, @Nullable LocalDate from, @Nullable LocalDate until, List<Integer> months) {

    /** Copies. */
    public DateMention {
        months = List.copyOf(months);
    }

    static DateMention range(Span span, @Nullable LocalDate from, @Nullable LocalDate until) {
        return new DateMention(span, from, until, List.of());
    }
}
