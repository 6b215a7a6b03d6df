package io.inkstone.evaluation.guardrails;

import java.util.Locale;

/**
 * So many of so many.
 *
 * @param hits at most {@code of}
 */
public record Rate(int hits, int of) {

    /** The fraction, 0 when there are none. */
    public double fraction() {
        return of == 0 ? 0 : (double) hits / of;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3f (%d of %d)", fraction(), hits, of);
    }
}
