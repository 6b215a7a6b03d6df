package io.inkstone.documents.repair;

import io.inkstone.documents.expression.Expression;
import io.inkstone.documents.expression.Expression.Call;
import io.inkstone.documents.expression.Expression.Operation;
import io.inkstone.documents.expression.Expression.Reference;
import io.inkstone.documents.expression.Place;
import io.inkstone.documents.sheet.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Ranges that have to lie side by side and begin or end in different rows. */
final class RangeLengths implements Rule {

    private static final double TO_TABLE = 0.15;
    private static final double TO_LONGEST = 0.25;
    private static final List<String> SIDE_BY_SIDE = List.of(
            "SUMIF",
            "SUMIFS",
            "AVERAGEIF",
            "AVERAGEIFS",
            "COUNTIFS",
            "MAXIFS",
            "MINIFS",
            "SUMPRODUCT",
            "FILTER",
            "XLOOKUP",
            "LOOKUP");

    @Override
    public Optional<Fault> fault(Expression formula, Bench bench) {
        return formula.all()
                .map(part -> aligned(part, bench))
                .filter(ranges -> uneven(ranges, bench))
                .findFirst()
                .map(ranges -> fault(formula, ranges, bench));
    }

    /** The ranges in one part of the formula that have to have the same rows. */
    private static List<Reference> aligned(Expression part, Bench bench) {
        if (part instanceof Call call && SIDE_BY_SIDE.contains(call.function())) {
            return sideBySide(call).stream()
                    .flatMap(argument -> elementwise(argument, bench))
                    .toList();
        }
        boolean indexed = part instanceof Call call
                && call.function().equals("INDEX")
                && call.argument(1) instanceof Call match
                && match.function().equals("MATCH")
                && match.arguments().size() > 1;
        if (indexed) {
            Call index = (Call) part;
            Expression keys = ((Call) index.arguments().get(1)).arguments().get(1);
            return Stream.of(index.arguments().get(0), keys)
                    .flatMap(range -> elementwise(range, bench))
                    .toList();
        }
        return part instanceof Operation operation && !operation.operator().equals(":")
                ? elementwise(operation, bench).toList()
                : List.of();
    }

    /** The arguments that are ranges of the same rows; a criterion or key may be a range of others, computed cell by cell. */
    private static List<Expression> sideBySide(Call call) {
        List<Expression> given = call.arguments();
        return IntStream.range(0, given.size())
                .filter(i -> switch (call.function()) {
                    case "SUMIF", "AVERAGEIF" -> i != 1;
                    case "COUNTIFS" -> i % 2 == 0;
                    case "SUMIFS", "AVERAGEIFS", "MAXIFS", "MINIFS" -> i == 0 || i % 2 == 1;
                    case "XLOOKUP", "LOOKUP" -> i == 1 || i == 2;
                    default -> true;
                })
                .mapToObj(given::get)
                .toList();
    }

    private static Stream<Reference> elementwise(Expression part, Bench bench) {
        if (part instanceof Reference range
                && bench.range(range).filter(place -> place.height() > 1).isPresent()) {
            return Stream.of(range);
        }
        return part instanceof Call
                ? Stream.empty()
                : part.children().stream().flatMap(child -> elementwise(child, bench));
    }

    private static boolean uneven(List<Reference> ranges, Bench bench) {
        return ranges.stream()
                        .map(range -> bench.range(range).orElseThrow())
                        .map(place -> place.firstRow() + ":" + place.lastRow())
                        .distinct()
                        .count()
                > 1;
    }

    private static Fault fault(Expression formula, List<Reference> ranges, Bench bench) {
        List<Place> places =
                ranges.stream().map(range -> bench.range(range).orElseThrow()).toList();
        List<Mend> mends = new ArrayList<>();
        Table table = places.get(0).table();
        boolean oneTable = table != null && places.stream().allMatch(place -> table.equals(place.table()));
        if (oneTable && table != null) {
            mends.add(mend(formula, ranges, table.firstRow(), table.lastRow(), TO_TABLE, bench));
        } else {
            Place longest =
                    places.stream().max((a, b) -> a.height() - b.height()).orElseThrow();
            mends.add(mend(formula, ranges, longest.firstRow(), longest.lastRow(), TO_LONGEST, bench));
        }
        return new Fault(mends.get(0).change().words(), mends);
    }

    private static Mend mend(
            Expression formula, List<Reference> ranges, int first, int last, double cost, Bench bench) {
        Expression mended = formula;
        for (Reference range : ranges) {
            mended = mended.replace(range, Bench.rows(range, first, last));
        }
        String before = String.join(
                ", ", ranges.stream().map(Reference::text).distinct().toList());
        return bench.mend(
                mended,
                "range_length",
                cost,
                "The ranges " + before + " have different rows; now all have rows " + first + "–" + last,
                "区域" + before + "的行数不一致，已统一为第" + first + "–" + last + "行");
    }
}
