package io.inkstone.documents.linking;

import io.inkstone.documents.sheet.Column;
import java.util.List;

/**
 * Cell values that a request names.
 *
 * @param span where
 * @param column the column that holds them
 * @param values one value as the cells write it; several when the words fit several equally well
 * @param score how surely: 1 for a value as written
 */
public record ValueMention(Span span, Column column, List<String> values, double score) {

    /** Copies. */
    public ValueMention {
        values = List.copyOf(values);
    }
}
