package io.inkstone.documents.repair;

import io.inkstone.documents.expression.Expression;
import io.inkstone.documents.expression.Expression.Reference;
import io.inkstone.documents.expression.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Ranges of whole tables that move away when the formula is filled down. */
final class FixedRanges implements Rule {

    private static final double LIKELY = 0.1;
    private static final List<String> OVER_ALL_ROWS = List.of(
            "VLOOKUP",
            "XLOOKUP",
            "MATCH",
            "XMATCH",
            "INDEX",
            "LOOKUP",
            "RANK",
            "RANK.EQ",
            "RANK.AVG",
            "PERCENTRANK",
            "SUMIF",
            "SUMIFS",
            "COUNTIF",
            "COUNTIFS",
            "AVERAGEIF",
            "AVERAGEIFS",
            "MAXIFS",
            "MINIFS",
            "SUM",
            "AVERAGE",
            "MAX",
            "MIN");

    @Override
    public Optional<Fault> fault(Expression formula, Bench bench) {
        boolean filled = bench.speaksOfFilling() || bench.cell() != null;
        if (!filled || formula.all().noneMatch(part -> movesWithRow(part, bench))) {
            return Optional.empty();
        }
        List<Reference> moving = new ArrayList<>();
        Bench.calls(formula, OVER_ALL_ROWS)
                .flatMap(call -> call.arguments().stream())
                .filter(argument -> argument instanceof Reference range && moves(range, bench))
                .map(Reference.class::cast)
                .filter(range -> moving.stream().noneMatch(other -> other == range))
                .forEach(moving::add);
        if (moving.isEmpty()) {
            return Optional.empty();
        }
        Expression fixed = formula;
        for (Reference range : moving) {
            fixed = fixed.replace(
                    range,
                    new Reference(
                            range.sheet(), range.from().fixed(), range.last().fixed()));
        }
        String before = String.join(
                ", ", moving.stream().map(Reference::text).distinct().toList());
        Mend mend = bench.mend(
                fixed,
                "absolute_reference",
                LIKELY,
                "Filled down, " + before + " would move away; $ keeps it in place",
                "向下填充时" + before + "会随之移动，已用$固定");
        return Optional.of(new Fault(mend.change().words(), List.of(mend)));
    }

    /** A single cell of a row of data, or of the formula's own row. */
    private static boolean movesWithRow(Expression part, Bench bench) {
        if (!(part instanceof Reference cell)
                || cell.to() != null
                || cell.from().fixedRow()) {
            return false;
        }
        Place place = bench.scope().place(cell).orElseThrow();
        return bench.cell() != null ? cell.from().row() == bench.cell().row() : place.inData();
    }

    private static boolean moves(Reference range, Bench bench) {
        return !range.from().fixedRow()
                && !range.last().fixedRow()
                && bench.range(range)
                        .filter(place -> place.height() > 1 && place.isAllData())
                        .isPresent();
    }
}
