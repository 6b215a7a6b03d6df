package io.inkstone.documents.sheet;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a column beside its cells.
 *
 * @param headerParts the texts of its header cells from the top
 * @param unnamed whether it has none and is called by its letters
 * @param hidden whether the sheet does not show it
 * @param stored how its texts say numbers or days, or null where they do not
 * @param groupStarts for each row the row that says its group; empty where each row says its own. Not copied
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ColumnNotes(
        List<String> headerParts,
        boolean unnamed,
        boolean hidden,
        @Nullable StoredText stored,
        int[] groupStarts) {

    /** Copies the list. */
    ColumnNotes {
        headerParts = List.copyOf(headerParts);
    }

    static ColumnNotes of(String header) {
        return new ColumnNotes(List.of(header), false, false, null, new int[0]);
    }
}
