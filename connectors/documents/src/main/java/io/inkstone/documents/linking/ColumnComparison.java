package io.inkstone.documents.linking;

/**
 * A column that a request holds against another: "on hand below the reorder level".
 *
 * @param span the whole phrase
 */
public record ColumnComparison(Span span, ColumnMention left, Comparison comparison, ColumnMention right) {}
