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
 * @param terms one after the other
 */
record Draft(String outer, List<Term> terms) {

    /**
     * A term.
     *
     * @param row for one row, see {@link RowForm}
     * @param array the same for all rows at once, with {@link RowForm#range} where the arrays of earlier terms go
     */
    record Term(String row, String array) {

        private Term shifted(int by, int count) {
            return new Term(Draft.shifted(row, by, count), Draft.shifted(array, by, count));
        }
    }

    Draft {
        terms = List.copyOf(terms);
    }

    /** A formula without terms. */
    static Draft plain(String text) {
        return new Draft(text, List.of());
    }

    /** A formula over one term, in which {@code #} stands for the values of the term. */
    static Draft perRow(Ranges ranges, String outer, String term) {
        return new Draft(outer.replace("#", RowForm.range(0)), List.of(new Term(term, ranges.array(term))));
    }

    /** The cells of a column: its range, or the values of its term where it is computed. */
    static Draft cells(Ranges ranges, Column column) {
        return column.isDerived() ? perRow(ranges, "#", column.term()) : plain(ranges.range(column));
    }

    /** Two drafts in one formula, in which {@code %1$s} and {@code %2$s} stand for them. */
    static Draft joined(String frame, Draft first, Draft second) {
        int by = first.terms.size();
        int count = second.terms.size();
        List<Term> terms = new ArrayList<>(first.terms);
        second.terms.forEach(term -> terms.add(term.shifted(by, count)));
        String outer = frame.replace("%1$s", first.outer).replace("%2$s", shifted(second.outer, by, count));
        return new Draft(outer, terms);
    }

    private static String shifted(String text, int by, int count) {
        String shifted = text;
        for (int i = count - 1; i >= 0; i--) {
            shifted = shifted.replace(RowForm.range(i), RowForm.range(i + by))
                    .replace(RowForm.cell(i), RowForm.cell(i + by));
        }
        return shifted;
    }

    /** The formula for a table's rows. */
    SheetFormula formula(Table table) {
        if (terms.isEmpty()) {
            return new SheetFormula(outer, false, null);
        }
        String text = outer;
        for (int i = terms.size() - 1; i >= 0; i--) {
            text = text.replace(RowForm.range(i), terms.get(i).array());
        }
        List<String> rows = terms.stream().map(Term::row).toList();
        return new SheetFormula(text, true, new RowForm(outer, rows, table.firstRow(), table.lastRow()));
    }
}
