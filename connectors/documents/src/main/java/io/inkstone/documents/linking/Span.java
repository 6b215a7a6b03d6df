package io.inkstone.documents.linking;

/**
 * A stretch of a request.
 *
 * @param start the first character
 * @param end one past the last; above {@code start}
 */
public record Span(int start, int end) {

    int length() {
        return end - start;
    }

    boolean overlaps(Span other) {
        return start < other.end && other.start < end;
    }

    /** Whether all of another stretch lies in this one. */
    public boolean contains(Span other) {
        return start <= other.start && other.end <= end;
    }

    /** Characters between this and another stretch; 0 when they touch or overlap. */
    public int distance(Span other) {
        return Math.max(0, Math.max(other.start - end, start - other.end));
    }
}
