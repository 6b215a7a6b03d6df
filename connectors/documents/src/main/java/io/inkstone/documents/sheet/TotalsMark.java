package io.inkstone.documents.sheet;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** By what a condition on one column tells all rows of totals, and no other row. */
public sealed interface TotalsMark {

    /** The column to be tested. */
    Column column();

    /**
     * Rows of totals hold one of these texts, which no other row holds, whatever the case of their letters.
     *
     * @param texts each once
     * @param pattern one pattern for all of them as {@code COUNTIFS} takes it, e.g. {@code *Total}, or null when none tells
     *     them from other rows
     */
    record ByText(
            Column column, List<String> texts, @Nullable String pattern) implements TotalsMark {

        /** Copies. */
        public ByText {
            texts = List.copyOf(texts);
        }
    }

    /** Rows of totals are blank there, and no other row is. */
    record ByBlank(Column column) implements TotalsMark {}
}
