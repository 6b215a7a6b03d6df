package io.inkstone.documents.sketch;

import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.SheetFormula;
import io.inkstone.documents.sheet.SheetFormula.RowForm;
import io.inkstone.documents.sheet.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * A formula that is being written: a call over ranges, and the terms that are computed for each row first.
 *
 * @param outer with {@link RowForm#range} where the values of a term go
 * @param terms one for each row, see {@link RowForm}
 */
record Draft(String outer, List<String> terms) {

    Draft {
        terms = List.copyOf(terms);
    }

    /** A formula without terms. */
    static Draft plain(String text) {
        return new Draft(text, List.of());
    }

    /** A formula over one term, in which {@code #} stands for the values of the term. */
    static Draft perRow(String outer, String term) {
        return new Draft(outer.replace("#", RowForm.range(0)), List.of(term));
    }

    /** The cells of a column: its range, or the values of its term where it is computed. */
    static Draft cells(Ranges ranges, Column column) {
        return !column.isPlain() ? perRow("#", column.term()) : plain(ranges.range(column));
    }

    /** Two drafts in one formula, in which {@code %1$s} and {@code %2$s} stand for them. */
    static Draft joined(String frame, Draft first, Draft second) {
        String shifted = second.outer;
        for (int i = second.terms.size() - 1; i >= 0; i--) {
            shifted = shifted.replace(RowForm.range(i), RowForm.range(i + first.terms.size()));
        }
        List<String> terms = new ArrayList<>(first.terms);
        terms.addAll(second.terms);
        return new Draft(frame.replace("%1$s", first.outer).replace("%2$s", shifted), terms);
    }

    /** The formula for a table's rows. */
    SheetFormula formula(Ranges ranges) {
        if (terms.isEmpty()) {
            return new SheetFormula(outer, false, null);
        }
        String text = outer;
        for (int i = 0; i < terms.size(); i++) {
            text = text.replace(RowForm.range(i), ranges.array(terms.get(i)));
        }
        Table table = ranges.table();
        return new SheetFormula(text, true, new RowForm(outer, terms, table.firstRow(), table.lastRow()));
    }
}
