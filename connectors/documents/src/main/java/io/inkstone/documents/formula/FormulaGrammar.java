package io.inkstone.documents.formula;

import io.inkstone.connector.Grammar;
import io.inkstone.documents.linking.ColumnMention;
import io.inkstone.documents.linking.Comparison;
import io.inkstone.documents.linking.Links;
import io.inkstone.documents.linking.NumberMention;
import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.ColumnType;
import io.inkstone.documents.sketch.Ranges;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The grammar of a formula that a model writes by itself: functions with arguments of the right kind, one figure or two of
 * them combined. Ranges are those of the table's columns, texts the cell values that the request names, numbers those of
 * the request and a few that formulas often need.
 */
final class FormulaGrammar {

    /** The columns that the request names come first, so that a wide table keeps the grammar small. */
    private static final int MOST_COLUMNS = 24;

    private static final List<String> OF_NUMBERS = List.of(
            "SUM", "AVERAGE", "MEDIAN", "MAX", "MIN", "COUNT", "STDEV", "STDEVP", "VAR", "VARP", "MODE", "PRODUCT");
    private static final List<String> OF_TWO = List.of("CORREL", "SLOPE", "INTERCEPT", "SUMPRODUCT");
    private static final List<String> PLACES = List.of("LARGE", "SMALL", "PERCENTILE", "QUARTILE");
    private static final List<String> CONSTANTS = List.of("0", "1", "2", "3", "10", "12", "100", "0.25", "0.5", "0.9");

    private final Ranges ranges;
    private final Grammar all;
    private final Grammar numeric;
    private final Grammar constants;
    private final Grammar criteria;

    private FormulaGrammar(Links links, List<Column> columns, List<Column> numbers) {
        this.ranges = new Ranges(links.table());
        this.all = ranges(columns);
        this.numeric = ranges(numbers);
        this.constants = Grammar.oneOf(numbersOf(links));
        this.criteria = Grammar.oneOf(criteriaOf(links));
    }

    /**
     * The grammar for a request.
     *
     * @return empty where the table has no numbers to compute with
     */
    static Optional<Grammar> of(Links links) {
        List<Column> columns = columns(links);
        List<Column> numbers = columns.stream()
                .filter(column -> column.type() == ColumnType.NUMBER && !column.storedAsText())
                .toList();
        return numbers.isEmpty()
                ? Optional.empty()
                : Optional.of(new FormulaGrammar(links, columns, numbers).formula());
    }

    /** The ranges that the grammar holds, for the model: what each is called, with a few values, whatever the table's size. */
    static String describe(Links links) {
        return columns(links).stream()
                .map(column -> new Ranges(links.table()).range(column) + " is " + ColumnView.of(column))
                .collect(Collectors.joining("\n"));
    }

    private static List<Column> columns(Links links) {
        return Stream.concat(links.columns().stream().map(ColumnMention::column), links.table().own().stream())
                .filter(column -> links.table().own().contains(column))
                .distinct()
                .limit(MOST_COLUMNS)
                .toList();
    }

    private Grammar formula() {
        Grammar figure = figure();
        Grammar operator = Grammar.oneOf(List.of("+", "-", "*", "/"));
        Grammar combined = Grammar.sequence(figure, operator, Grammar.anyOf(figure, constants));
        Grammar difference =
                Grammar.sequence(call("", combined), Grammar.literal("/"), Grammar.anyOf(figure, constants));
        Grammar value = Grammar.anyOf(figure, combined, difference);
        Grammar rounded = Grammar.sequence(
                Grammar.literal("ROUND("), value, Grammar.literal(","), Grammar.chars('0', '4'), Grammar.literal(")"));
        return Grammar.sequence(Grammar.literal("="), Grammar.anyOf(value, rounded));
    }

    private Grammar figure() {
        List<Grammar> figures = new ArrayList<>();
        figures.add(Grammar.sequence(Grammar.oneOf(OF_NUMBERS), call("", numeric)));
        figures.add(call("COUNTA", all));
        figures.add(Grammar.sequence(Grammar.oneOf(OF_TWO), call("", numeric, numeric)));
        figures.add(Grammar.sequence(Grammar.oneOf(PLACES), call("", numeric, constants)));
        Grammar pair = Grammar.sequence(all, Grammar.literal(","), criteria);
        Grammar pairs = Grammar.sequence(pair, Grammar.repeat(Grammar.sequence(Grammar.literal(","), pair), 0, 2));
        figures.add(call("COUNTIFS", pairs));
        figures.add(Grammar.sequence(
                Grammar.oneOf(List.of("SUMIFS", "AVERAGEIFS", "MAXIFS", "MINIFS")), call("", numeric, pairs)));
        Grammar place = Grammar.sequence(
                Grammar.literal("MATCH("),
                Grammar.anyOf(criteria, Grammar.sequence(Grammar.oneOf(List.of("MAX", "MIN")), call("", numeric))),
                Grammar.literal(","),
                all,
                Grammar.literal(",0)"));
        figures.add(call("INDEX", all, place));
        return Grammar.anyOf(figures);
    }

    private static Grammar call(String name, Grammar... arguments) {
        List<Grammar> parts = new ArrayList<>();
        parts.add(Grammar.literal(name + "("));
        for (int i = 0; i < arguments.length; i++) {
            if (i > 0) {
                parts.add(Grammar.literal(","));
            }
            parts.add(arguments[i]);
        }
        parts.add(Grammar.literal(")"));
        return new Grammar.Sequence(parts);
    }

    private Grammar ranges(List<Column> columns) {
        return Grammar.oneOf(columns.stream().map(ranges::range).toList());
    }

    private static List<String> numbersOf(Links links) {
        Set<String> numbers = new LinkedHashSet<>();
        links.numbers().forEach(mention -> numbers.add(Ranges.number(mention.value())));
        numbers.addAll(CONSTANTS);
        return List.copyOf(numbers);
    }

    private static List<String> criteriaOf(Links links) {
        Set<String> criteria = new LinkedHashSet<>();
        links.values().forEach(mention -> mention.values().forEach(value -> criteria.add(Ranges.quoted(value))));
        for (NumberMention mention : links.numbers()) {
            String number = Ranges.number(mention.value());
            for (Comparison comparison : Comparison.values()) {
                criteria.add(Ranges.quoted(comparison == Comparison.EQUAL ? number : comparison.sign() + number));
            }
        }
        criteria.add(Ranges.quoted("<>"));
        criteria.add(Ranges.quoted(">0"));
        return List.copyOf(criteria);
    }
}
