package io.inkstone.evaluation.guardrails;

/**
 * A place in a text with what stands there.
 *
 * @param start in UTF-16 units
 * @param end exclusive
 */
public record TypedSpan(int start, int end, String type) {

    /** Refuses spans that hold nothing. */
    public TypedSpan {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("a span from " + start + " to " + end);
        }
    }

    boolean overlaps(TypedSpan other) {
        return type.equals(other.type) && start < other.end && other.start < end;
    }
}
