package io.inkstone.evaluation;

/**
 * So many of so many, with what that says of the proportion behind it.
 *
 * @param hits at most {@code of}
 */
public record Proportion(int hits, int of) {

    /** The standard normal distribution has 95 % of its weight within this many deviations. */
    private static final double Z95 = 1.959964;

    /** Refuses more hits than tries. */
    public Proportion {
        if (hits < 0 || hits > of) {
            throw new IllegalArgumentException(hits + " of " + of);
        }
    }

    /** The fraction, 0 when there are none. */
    public double fraction() {
        return of == 0 ? 0 : (double) hits / of;
    }

    /** The lower end of the 95 % interval (E. B. Wilson, 1927), which holds for few and for extreme ones too. */
    public double low() {
        return of == 0 ? 0 : Math.max(0, centre() - halfWidth());
    }

    /** The upper end of the interval. */
    public double high() {
        return of == 0 ? 1 : Math.min(1, centre() + halfWidth());
    }

    private double centre() {
        return (fraction() + Z95 * Z95 / (2 * of)) / (1 + Z95 * Z95 / of);
    }

    private double halfWidth() {
        double p = fraction();
        return Z95 * Math.sqrt(p * (1 - p) / of + Z95 * Z95 / (4.0 * of * of)) / (1 + Z95 * Z95 / of);
    }
}
