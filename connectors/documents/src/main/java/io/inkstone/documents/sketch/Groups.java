package io.inkstone.documents.sketch;

import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.SheetFormula.RowForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Figures of groups where {@code SUMIFS} and its family cannot say the groups or the conditions: a label that is computed,
 * months, texts that say numbers. Each row's group is compared with every other row's in one product of matrices, so that it
 * is for tables of some thousand rows.
 */
final class Groups {

    /** A matrix of all rows against all: a few million cells are a second of work. */
    private static final int MOST_ROWS = 2500;

    private static final String R = RowForm.range(0);

    private Groups() {}

    /**
     * Terms whose last gives for each row the figure of its group, and an empty text for rows that are not taken.
     *
     * @return empty for tables with too many rows
     */
    static Optional<Draft> figures(
            Ranges ranges, Column label, Sketch.Measure measure, @Nullable Column column, List<Condition> where) {
        if (ranges.table().rows() > MOST_ROWS || measure == Sketch.Measure.ROW) {
            return Optional.empty();
        }
        List<Draft.Term> terms = new ArrayList<>();
        terms.add(term(ranges, key(label, where)));
        if (measure != Sketch.Measure.COUNT && column != null) {
            terms.add(term(ranges, "IF(" + Ranges.isNumber(column) + "," + Ranges.cell(column) + ",0)"));
        }
        if (measure != Sketch.Measure.SUM) {
            String counted = column == null ? "1" : "IF(" + Ranges.isNumber(column) + ",1,0)";
            terms.add(term(ranges, column == null ? "IF(" + label.cell() + "<>\"\",1,0)" : counted));
        }
        int last = terms.size() - 1;
        String row = "SUMIF(" + R + "," + RowForm.cell(0) + "," + RowForm.range(1) + ")";
        String array = "MMULT((" + R + "=TRANSPOSE(" + R + "))*1," + RowForm.range(1) + ")";
        if (measure == Sketch.Measure.AVERAGE) {
            row += "/SUMIF(" + R + "," + RowForm.cell(0) + "," + RowForm.range(2) + ")";
            array += "/MMULT((" + R + "=TRANSPOSE(" + R + "))*1," + RowForm.range(2) + ")";
        }
        terms.add(new Draft.Term(
                "IF(" + RowForm.cell(0) + "=\"\",\"\",IFERROR(" + row + ",\"\"))",
                "IF(" + R + "=\"\",\"\",IFERROR(" + array + ",\"\"))"));
        return Optional.of(new Draft(RowForm.range(last + 1), terms));
    }

    /** How many different groups there are. */
    static Draft count(Ranges ranges, Column label, List<Condition> where) {
        String own = ranges.table().own().get(0).cell();
        String place = "ROW(" + own + ")-" + (ranges.table().firstRow() - 1);
        Draft.Term first = new Draft.Term(
                "IF(" + RowForm.cell(0) + "=\"\",0,IF(MATCH(" + RowForm.cell(0) + "," + R + ",0)=" + place + ",1,0))",
                "IF(" + R + "=\"\",0,IF(MATCH(" + R + "," + R + ",0)=" + ranges.array(place) + ",1,0))");
        return new Draft("SUM(" + RowForm.range(1) + ")", List.of(term(ranges, key(label, where)), first));
    }

    private static Draft.Term term(Ranges ranges, String row) {
        return new Draft.Term(row, ranges.array(row));
    }

    private static String key(Column label, List<Condition> where) {
        String taken = "(" + label.cell() + "<>\"\")" + (where.isEmpty() ? "" : "*" + RowMask.of(where));
        return "IF(" + taken + "," + label.cell() + ",\"\")";
    }
}
