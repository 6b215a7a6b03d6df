package io.inkstone.documents.question;

import io.inkstone.documents.linking.Span;
import io.inkstone.documents.sketch.Condition;
import java.util.List;

/**
 * A stretch of the question that may say which rows are meant.
 *
 * @param span where
 * @param readings what it may say, the likeliest first
 * @param dropping what speaks against leaving it aside
 */
record Clue(Span span, List<Reading> readings, double dropping) {

    Clue {
        readings = List.copyOf(readings);
    }

    /** A condition with what speaks against it. */
    record Reading(Condition condition, double penalty) {}
}
