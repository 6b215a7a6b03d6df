package io.inkstone.documents.sheet;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a table beside its columns.
 *
 * @param listName by which formulas name it when Excel knows it as a table, or null
 * @param title a text over the headers that stands alone in its row, or null
 * @param headerRows how many rows of headers there are; 0 when it has none
 * @param totals the sheet's numbers of the rows among the data that add up others, or repeat the headers
 * @param totalsMark by what a condition tells them, or null when there are none or no condition does
 * @param hiddenRows the sheet's numbers of the rows of data that are hidden; they count all the same
 * @param filtered whether a filter hides some
 * @param locked whether the sheet is protected against changes
 */
public record TableTraits(
        @Nullable String listName,
        @Nullable String title,
        int headerRows,
        SortedSet<Integer> totals,
        @Nullable TotalsMark totalsMark,
        SortedSet<Integer> hiddenRows,
        boolean filtered,
        boolean locked) {

    static final TableTraits PLAIN = new TableTraits(
            null, null, 1, Collections.emptySortedSet(), null, Collections.emptySortedSet(), false, false);

    /** Copies. */
    public TableTraits {
        totals = Collections.unmodifiableSortedSet(new TreeSet<>(totals));
        hiddenRows = Collections.unmodifiableSortedSet(new TreeSet<>(hiddenRows));
    }
}
