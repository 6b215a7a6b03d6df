package io.inkstone.documents.reading;

import io.inkstone.documents.linking.ColumnMention;
import io.inkstone.documents.linking.Comparison;
import io.inkstone.documents.linking.Links;
import io.inkstone.documents.linking.NumberMention;
import io.inkstone.documents.linking.Span;
import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.ColumnType;
import io.inkstone.documents.sketch.Condition;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Which column a number of a request is held against, by name, money, unit, or as the number of a thing. */
final class NumberReadings {

    private final Links links;
    private final Set<ColumnMention> consumed;

    /** @param consumed gets the mentions that say of which column the numbers are */
    NumberReadings(Links links, Set<ColumnMention> consumed) {
        this.links = links;
        this.consumed = consumed;
    }

    /** The conditions that it may mean, the likeliest not always first; none when it means none. */
    List<Option> options(NumberMention number) {
        Optional<ColumnMention> named = columnOf(number);
        if (named.isPresent()) {
            consumed.add(named.get());
            Span span = named.get().span();
            return links.columns().stream()
                    .filter(mention ->
                            mention.span().equals(span) && mention.column().type() == ColumnType.NUMBER)
                    .map(mention -> new Option(
                            compares(mention.column(), number), named.get().score() - mention.score()))
                    .toList();
        }
        if (!number.stated()) {
            List<Option> keys = keysHolding(number.value());
            if (!keys.isEmpty()) {
                // "Material 10023": what is numbered stands before its number and says nothing more.
                links.columns().stream()
                        .filter(mention ->
                                number.number().start() >= mention.span().end()
                                        && mention.span().distance(number.number()) <= 1)
                        .forEach(consumed::add);
            }
            return keys;
        }
        if (number.money()) {
            List<Column> money = Headers.moneyColumns(links.table());
            if (!money.isEmpty()) {
                return money.stream()
                        .map(column -> new Option(compares(column, number), 0.2))
                        .toList();
            }
        }
        List<Column> inUnit = number.unit().stream()
                .flatMap(unit -> links.table().columns().stream()
                        .filter(column -> column.type() == ColumnType.NUMBER
                                && unit.in(column.header()).isPresent()))
                .toList();
        if (!inUnit.isEmpty()) {
            return inUnit.stream()
                    .map(column -> new Option(compares(column, number), 0.15))
                    .toList();
        }
        List<Column> measured = links.columns().stream()
                .map(ColumnMention::column)
                .filter(column -> column.type() == ColumnType.NUMBER)
                .distinct()
                .toList();
        List<Column> all = measured.isEmpty()
                ? links.table().columns().stream()
                        .filter(column -> column.type() == ColumnType.NUMBER)
                        .toList()
                : measured;
        return all.stream()
                .map(column -> new Option(compares(column, number), 0.3))
                .toList();
    }

    /** Columns that number or code things and hold the number: "material 10023". */
    private List<Option> keysHolding(double value) {
        return links.table().columns().stream()
                .filter(column -> column.type() == ColumnType.NUMBER
                        && Headers.isKeyNamed(column)
                        && IntStream.range(0, column.size()).anyMatch(row -> column.number(row) == value))
                .map(column -> new Option(new Condition.Compares(column, Comparison.EQUAL, value), 0.1))
                .toList();
    }

    /** The column right after the number ("20 training hours") or the last one before the comparing words. */
    private Optional<ColumnMention> columnOf(NumberMention number) {
        List<ColumnMention> numeric = links.columns().stream()
                .filter(mention -> mention.column().type() == ColumnType.NUMBER)
                .toList();
        Optional<ColumnMention> after = numeric.stream()
                .filter(mention -> mention.span().start() >= number.number().end()
                        && mention.span().start() - number.span().end() <= 3)
                .max(Comparator.comparingDouble(ColumnMention::score));
        Optional<ColumnMention> before = numeric.stream()
                .filter(mention -> mention.span().end() <= number.span().start()
                        && number.span().start() - mention.span().end() <= 16)
                .max(Comparator.comparingInt(
                                (ColumnMention mention) -> mention.span().end())
                        .thenComparingDouble(ColumnMention::score));
        if (!number.stated()) {
            return before.filter(
                    mention -> number.span().start() - mention.span().end() <= 4);
        }
        if (before.isPresent() && number.span().start() - before.get().span().end() <= 6) {
            return before;
        }
        return after.or(() -> before);
    }

    private static Condition compares(Column column, NumberMention number) {
        double scale = number.percent() && isFraction(column)
                ? 0.01
                : number.unit().flatMap(unit -> unit.in(column.header())).orElse(1.0);
        if (!Double.isNaN(number.upper())) {
            return new Condition.Between(column, number.value() * scale, number.upper() * scale);
        }
        return new Condition.Compares(column, number.comparison(), number.value() * scale);
    }

    /** Whether a column holds percentages as fractions of one. */
    private static boolean isFraction(Column column) {
        for (int row = 0; row < column.size(); row++) {
            if (Math.abs(column.number(row)) > 2) {
                return false;
            }
        }
        return true;
    }
}
