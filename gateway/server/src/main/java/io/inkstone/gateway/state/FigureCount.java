package io.inkstone.gateway.state;

import java.time.LocalDate;
import java.util.Comparator;

/**
 * What one count is of. Ordered, so that processes that add to the same rows at one time do so in the same order.
 *
 * @param tenant whose it is
 * @param connector who counts
 * @param day of UTC
 * @param label what it is for, as the connector declares
 * @param figure what is counted, as the connector declares
 */
public record FigureCount(String tenant, String connector, LocalDate day, String label, String figure)
        implements Comparable<FigureCount> {

    private static final Comparator<FigureCount> ORDER = Comparator.comparing(FigureCount::tenant)
            .thenComparing(FigureCount::connector)
            .thenComparing(FigureCount::day)
            .thenComparing(FigureCount::label)
            .thenComparing(FigureCount::figure);

    @Override
    public int compareTo(FigureCount other) {
        return ORDER.compare(this, other);
    }
}
