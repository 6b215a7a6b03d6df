package io.inkstone.documents.repair;

import io.inkstone.documents.expression.Corner;
import io.inkstone.documents.expression.Expression;
import io.inkstone.documents.expression.Expression.Literal;
import io.inkstone.documents.expression.Expression.Reference;
import io.inkstone.documents.expression.Place;
import io.inkstone.documents.sheet.CellValue;
import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** {@code #REF!}: which column was meant can only be told by the words of the request. */
final class LostReferences implements Rule {

    private static final double NAMED = 0.2;

    @Override
    public Optional<Fault> fault(Expression formula, Bench bench) {
        return formula.all()
                .filter(part ->
                        part instanceof Literal literal && literal.value().equals(new CellValue.Failure("#REF!")))
                .findFirst()
                .map(lost -> fault(formula, lost, bench));
    }

    private static Fault fault(Expression formula, Expression lost, Bench bench) {
        List<Reference> ranges = formula.all()
                .filter(part -> part instanceof Reference && bench.isRange(part))
                .map(Reference.class::cast)
                .toList();
        List<Mend> mends = new ArrayList<>();
        for (Reference range : wanted(ranges, bench)) {
            mends.add(bench.mend(
                    formula.replace(lost, range),
                    "lost_reference",
                    NAMED,
                    "A reference was lost (#REF!); by the request it was " + range.text(),
                    "有引用已失效（#REF!），按要求应为" + range.text()));
        }
        return new Fault(
                bench.say(
                        "A reference was lost (#REF!) and nothing says what it was. Say in the request which column is meant.",
                        "有引用已失效（#REF!），无法得知原来指向哪里。请在 request 中说明是哪一列。"),
                mends,
                headers(ranges, bench));
    }

    private static List<String> headers(List<Reference> ranges, Bench bench) {
        return table(ranges, bench).stream()
                .flatMap(table -> table.own().stream())
                .map(Column::header)
                .toList();
    }

    private static Optional<Table> table(List<Reference> ranges, Bench bench) {
        Optional<Table> used = ranges.stream()
                .flatMap(range -> bench.range(range).stream())
                .map(Place::table)
                .filter(table -> table != null)
                .findFirst();
        return used.isPresent() ? used : bench.scope().tables().stream().findFirst();
    }

    /** The columns that the request names and the formula does not use yet, the longest header first taken. */
    private static List<Reference> wanted(List<Reference> ranges, Bench bench) {
        Set<Integer> used = new HashSet<>();
        ranges.forEach(range -> used.add(range.from().column()));
        List<Reference> wanted = new ArrayList<>();
        table(ranges, bench).ifPresent(table -> {
            String rest = bench.request().toLowerCase(Locale.ROOT);
            List<Column> longest = table.own().stream()
                    .sorted((a, b) -> b.header().length() - a.header().length())
                    .toList();
            for (Column column : longest) {
                String header = column.header()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[(（].*", "")
                        .strip();
                if (!header.isEmpty() && rest.contains(header)) {
                    rest = rest.replace(header, " ");
                    if (!used.contains(column.index())) {
                        wanted.add(range(table, column, ranges, bench));
                    }
                }
            }
        });
        return wanted;
    }

    private static Reference range(Table table, Column column, List<Reference> ranges, Bench bench) {
        if (!ranges.isEmpty()) {
            Reference other = ranges.get(0);
            return Bench.column(
                    other,
                    bench.range(other).orElseThrow(),
                    column.index() - other.from().column());
        }
        boolean here = table.sheet().equalsIgnoreCase(bench.scope().sheet());
        return new Reference(
                here ? null : table.sheet(),
                new Corner(column.index(), false, table.firstRow(), false),
                new Corner(column.index(), false, table.lastRow(), false));
    }
}
