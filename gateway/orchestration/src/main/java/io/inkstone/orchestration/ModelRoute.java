package io.inkstone.orchestration;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the calls of one model name go, as configured.
 *
 * @param targets who serves it; empty for every upstream that lists it, in equal shares
 * @param fallback the model names that answer in its place, in order, when no target does
 * @param hedgeAfter how long a completion that is no stream may take before a second target is asked as well
 */
public record ModelRoute(List<Target> targets, List<String> fallback, Optional<Duration> hedgeAfter) {

    /** Copies the lists. */
    public ModelRoute {
        targets = List.copyOf(targets);
        fallback = List.copyOf(fallback);
        if (hedgeAfter.filter(after -> after.toMillis() < 1).isPresent()) {
            throw new IllegalArgumentException(
                    "hedge-after is " + hedgeAfter.get() + "; it must be at least 1 ms, or be left out");
        }
    }

    /**
     * One server of the model.
     *
     * @param upstream the upstream's name
     * @param model what the upstream calls the model
     * @param weight its share of the calls in proportion to the other targets' weights; with 0 it is asked only when they
     *     fail
     */
    public record Target(String upstream, String model, int weight) {

        /** Refuses negative weights. */
        public Target {
            Objects.requireNonNull(upstream);
            Objects.requireNonNull(model);
            if (weight < 0) {
                throw new IllegalArgumentException("weight is " + weight + "; it must be 0, for a fallback, or more");
            }
        }
    }
}
