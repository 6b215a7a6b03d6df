package io.inkstone.gateway.state;

import java.util.List;
import java.util.Map;

/**
 * Figures for one combination of groups.
 *
 * @param groups the values of what they were added up by, in the order that was asked for
 * @param sums by figure; what was not counted is missing
 */
public record FigureSums(List<String> groups, Map<String, Long> sums) {

    /** Copies. */
    public FigureSums {
        groups = List.copyOf(groups);
        sums = Map.copyOf(sums);
    }
}
