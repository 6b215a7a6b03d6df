package io.inkstone.evaluation.guardrails;

/**
 * How well spans were found.
 *
 * @param labelled how many the set has
 * @param found how many were found
 * @param exact how many of them are labelled with the same bounds and type
 * @param foundTouching how many of those found touch a labelled one of their type
 * @param labelledTouched how many of those labelled are touched by a found one of their type
 */
public record SpanFigures(int labelled, int found, int exact, int foundTouching, int labelledTouched) {

    static final SpanFigures NONE = new SpanFigures(0, 0, 0, 0, 0);

    /** Of exact bounds. */
    public double precision() {
        return ratio(exact, found);
    }

    /** Of exact bounds. */
    public double recall() {
        return ratio(exact, labelled);
    }

    /** Of exact bounds. */
    public double f1() {
        return harmonic(precision(), recall());
    }

    /** Where touching is enough. */
    public double touchingPrecision() {
        return ratio(foundTouching, found);
    }

    /** Where touching is enough. */
    public double touchingRecall() {
        return ratio(labelledTouched, labelled);
    }

    /** Where touching is enough. */
    public double touchingF1() {
        return harmonic(touchingPrecision(), touchingRecall());
    }

    SpanFigures plus(SpanFigures other) {
        return new SpanFigures(
                labelled + other.labelled,
                found + other.found,
                exact + other.exact,
                foundTouching + other.foundTouching,
                labelledTouched + other.labelledTouched);
    }

    private static double ratio(int part, int whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    private static double harmonic(double precision, double recall) {
        return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    }
}
