package io.inkstone.documents.repair;

import io.inkstone.documents.expression.Expression;
import io.inkstone.documents.expression.Expression.Reference;
import io.inkstone.documents.expression.Place;
import io.inkstone.documents.sheet.CellValue;
import io.inkstone.documents.sheet.Table;
import java.util.List;
import java.util.Optional;

/** Ranges that leave out the last rows of their table, or hold its header or total row. */
final class RangeExtents implements Rule {

    private static final double LIKELY = 0.2;
    private static final double ASKED = 0.1;

    /** A range of fewer of the table's rows is meant to be a part. */
    private static final double MEANT_WHOLE = 0.8;

    private static final int SLIPPED_ROWS = 2;

    @Override
    public Optional<Fault> fault(Expression formula, Bench bench) {
        return formula.all()
                .filter(part -> part instanceof Reference && bench.isRange(part))
                .map(Reference.class::cast)
                .flatMap(range -> fault(formula, range, bench).stream())
                .findFirst();
    }

    private static Optional<Fault> fault(Expression formula, Reference range, Bench bench) {
        Place place = bench.range(range).orElseThrow();
        Table table = place.table();
        if (table == null
                || place.wholeColumns()
                || place.height() < 2
                || range.from().row() == 0) {
            return Optional.empty();
        }
        int first = table.firstRow();
        int last = table.lastRow();
        boolean running = range.from().fixedRow() != range.last().fixedRow();
        if (running || (place.firstRow() == first && place.lastRow() == last)) {
            return Optional.empty();
        }
        Expression whole = whole(formula, range, place, first, last, bench);
        boolean tooMuch = place.firstRow() < first || place.lastRow() > last;
        boolean slipped = place.firstRow() > first && place.lastRow() > last;
        if (tooMuch && !slipped && !changes(formula, whole, bench)) {
            return Optional.empty();
        }
        if (!tooMuch && !isShort(place, table, bench)) {
            return Optional.empty();
        }
        String what = range.text();
        String rows = first + "–" + last;
        Mend mend = place.lastRow() > last && !slipped
                ? bench.mend(
                        whole,
                        "range_total",
                        LIKELY,
                        "The range " + what + " held rows below the data, such as a total; now rows " + rows,
                        "区域" + what + "包含数据以下的行（如合计行），已改为第" + rows + "行")
                : place.firstRow() < first
                        ? bench.mend(
                                whole,
                                "range_header",
                                LIKELY,
                                "The range " + what + " held the header; now rows " + rows,
                                "区域" + what + "包含表头，已改为第" + rows + "行")
                        : bench.mend(
                                whole,
                                "range_short",
                                bench.asksForAllRows() ? ASKED : LIKELY,
                                "The range " + what + " left out rows of the table; now rows " + rows,
                                "区域" + what + "漏掉了表中的部分行，已改为第" + rows + "行");
        return Optional.of(new Fault(mend.change().words(), List.of(mend)));
    }

    private static boolean isShort(Place place, Table table, Bench bench) {
        boolean nearTop = place.firstRow() - table.firstRow() <= SLIPPED_ROWS;
        boolean atEnd = place.lastRow() == table.lastRow();
        boolean most = place.height() >= MEANT_WHOLE * table.rows();
        return nearTop && (most || (bench.asksForAllRows() && (atEnd || place.firstRow() == table.firstRow())));
    }

    /** All ranges with the same rows at once, for they have to stay side by side. */
    private static Expression whole(
            Expression formula, Reference range, Place place, int first, int last, Bench bench) {
        Expression mended = formula;
        List<Reference> alike = formula.all()
                .filter(part -> part instanceof Reference && bench.isRange(part))
                .map(Reference.class::cast)
                .filter(other -> bench.range(other)
                        .filter(there -> there.firstRow() == place.firstRow()
                                && there.lastRow() == place.lastRow()
                                && there.sheet().equalsIgnoreCase(place.sheet()))
                        .isPresent())
                .toList();
        for (Reference other : alike) {
            mended = mended.replace(other, Bench.rows(other, first, last));
        }
        return mended.replace(range, Bench.rows(range, first, last));
    }

    private static boolean changes(Expression before, Expression after, Bench bench) {
        CellValue now = bench.value(before);
        CellValue then = bench.value(after);
        if (now instanceof CellValue.Number a && then instanceof CellValue.Number b) {
            return Math.abs(a.value() - b.value()) > 1e-9 * Math.max(1, Math.abs(a.value()));
        }
        return !now.equals(then);
    }
}
