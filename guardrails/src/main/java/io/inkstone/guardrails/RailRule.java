package io.inkstone.guardrails;

import java.util.EnumSet;
import java.util.Set;

/**
 * What a policy says of one rail.
 *
 * @param on whose words it looks at
 * @param action what follows from a finding
 * @param threshold the score from which a finding counts, 0–1
 * @param failClosed whether a text is blocked when the rail itself fails
 */
public record RailRule(Set<Origin> on, Action action, double threshold, boolean failClosed) {

    /** Copies and checks. */
    public RailRule {
        on = on.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(on));
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("a threshold of " + threshold);
        }
    }
}
