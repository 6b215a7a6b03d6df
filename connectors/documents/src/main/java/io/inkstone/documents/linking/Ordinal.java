package io.inkstone.documents.linking;

/**
 * A place in an order that a request names.
 *
 * @param span where
 * @param place 1 for the first
 * @param fromEnd whether it is counted from the low end ("second to last", 倒数第二)
 */
public record Ordinal(Span span, int place, boolean fromEnd) {}
