package io.inkstone.gateway.state;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which figures are asked for.
 *
 * @param connector who counted them
 * @param tenant whose they are; null for all tenants
 * @param from the first day of UTC
 * @param to the last day of UTC, which counts too
 * @param by what they are added up by, in the order of the answer's columns; empty for one sum
 */
public record FigureQuery(
        String connector, @Nullable String tenant, LocalDate from, LocalDate to, List<FigureGroup> by) {

    /** Copies. */
    public FigureQuery {
        by = List.copyOf(by);
    }
}
