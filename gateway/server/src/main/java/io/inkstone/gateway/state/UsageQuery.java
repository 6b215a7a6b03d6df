package io.inkstone.gateway.state;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which usage is asked for.
 *
 * @param from the first day of UTC
 * @param to the last day of UTC, which counts too
 * @param only what groups must be, e.g. one tenant
 * @param by what it is added up by, in the order of the answer's columns; empty for one sum
 * @param most rows that come back
 */
public record UsageQuery(LocalDate from, LocalDate to, Map<UsageGroup, String> only, List<UsageGroup> by, int most) {

    /** Copies. */
    public UsageQuery {
        Objects.requireNonNull(from);
        Objects.requireNonNull(to);
        only = Map.copyOf(only);
        by = List.copyOf(by);
        if (only.containsKey(UsageGroup.DAY)) {
            throw new IllegalArgumentException("days are bounded by 'from' and 'to'");
        }
    }
}
