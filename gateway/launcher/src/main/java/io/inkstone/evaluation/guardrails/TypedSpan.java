package io.inkstone.evaluation.guardrails;

/**
 * A stretch of a text that is something.
 *
 * @param type what it is
 * @param start in UTF-16 units
 * @param end exclusive
 */
public record TypedSpan(String type, int start, int end) {

    boolean touches(TypedSpan other) {
        return type.equals(other.type) && start < other.end && other.start < end;
    }
}
