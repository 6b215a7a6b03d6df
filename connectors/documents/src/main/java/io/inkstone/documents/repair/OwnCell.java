package io.inkstone.documents.repair;

import io.inkstone.documents.expression.Corner;
import io.inkstone.documents.expression.Expression;
import io.inkstone.documents.expression.Expression.Reference;
import io.inkstone.documents.expression.Place;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Formulas that refer to the cell they stand in. */
final class OwnCell implements Rule {

    private static final double SURE = 0.1;

    @Override
    public Optional<Fault> fault(Expression formula, Bench bench) {
        @Nullable Corner cell = bench.cell();
        if (cell == null) {
            return Optional.empty();
        }
        return formula.all()
                .filter(Reference.class::isInstance)
                .map(Reference.class::cast)
                .filter(reference -> bench.scope()
                        .place(reference)
                        .filter(place ->
                                place.sheet().equalsIgnoreCase(bench.scope().sheet()))
                        .filter(place -> place.contains(cell.row(), cell.column()))
                        .isPresent())
                .findFirst()
                .map(reference -> fault(formula, reference, cell, bench));
    }

    private static Fault fault(Expression formula, Reference reference, Corner cell, Bench bench) {
        Place place = bench.scope().place(reference).orElseThrow();
        @Nullable Reference without = without(reference, place, cell);
        String own = new Reference(null, cell, null).text();
        String reason = bench.say(
                "The formula in " + own + " refers to its own cell by " + reference.text() + ".",
                "位于" + own + "的公式通过" + reference.text() + "引用了自身所在的单元格。");
        return without == null
                ? new Fault(reason, List.of())
                : new Fault(
                        reason,
                        List.of(bench.mend(
                                formula.replace(reference, without),
                                "circular",
                                SURE,
                                "The range " + reference.text() + " held the cell of the formula itself (" + own
                                        + "); now " + without.text(),
                                "区域" + reference.text() + "包含公式所在的单元格" + own + "，已改为" + without.text())));
    }

    /** The range without the row of the cell; null where the cell lies amid it. */
    private static @Nullable Reference without(Reference reference, Place place, Corner cell) {
        if (place.wholeColumns() && place.table() != null) {
            return Bench.rows(reference, place.table().firstRow(), place.table().lastRow());
        }
        if (place.height() < 2 || reference.from().row() == 0) {
            return null;
        }
        boolean belowData = place.table() != null && cell.row() > place.table().lastRow();
        if (belowData
                && place.table() != null
                && place.firstRow() >= place.table().firstRow()) {
            return Bench.rows(reference, place.firstRow(), place.table().lastRow());
        }
        if (cell.row() == place.lastRow()) {
            return Bench.rows(reference, place.firstRow(), place.lastRow() - 1);
        }
        return cell.row() == place.firstRow() ? Bench.rows(reference, place.firstRow() + 1, place.lastRow()) : null;
    }
}
