package io.inkstone.documents.linking;

import io.inkstone.documents.sheet.Column;

/**
 * A column that a request names.
 *
 * @param span where
 * @param column which
 * @param score how surely: 1 for the whole header as written
 * @param several whether it is named in several words, or in Chinese
 */
public record ColumnMention(Span span, Column column, double score, boolean several) {}
