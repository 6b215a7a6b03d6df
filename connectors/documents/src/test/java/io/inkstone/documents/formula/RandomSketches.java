package io.inkstone.documents.formula;

import static io.inkstone.documents.WrittenTables.BLANK;

import io.inkstone.documents.WrittenTables;
import io.inkstone.documents.linking.Comparison;
import io.inkstone.documents.linking.TextMention;
import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.ColumnType;
import io.inkstone.documents.sheet.Table;
import io.inkstone.documents.sheet.WorkbookView;
import io.inkstone.documents.sketch.Aggregate;
import io.inkstone.documents.sketch.Condition;
import io.inkstone.documents.sketch.RowExpression;
import io.inkstone.documents.sketch.Sketch;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Tables of awkward cells and sketches over them, the same for the same seed. */
final class RandomSketches {

    /** Texts that formulas trip over: quotes, wildcards, signs, numbers that are texts, other scripts. */
    private static final List<String> TEXTS = List.of(
            "East",
            "east",
            "EAST",
            "North East",
            "say \"no\"",
            "\"",
            "5\" bolt",
            "a*",
            "a*b",
            "ab",
            "a?b",
            "axb",
            "~",
            "a~b",
            "~*",
            "*",
            "?",
            "=East",
            "=1+1",
            "=",
            ">5",
            "<>",
            "<=10",
            ">",
            "007",
            "7",
            "00417",
            "1e3",
            "3/4",
            "2024-01-02",
            "50%",
            "(5)",
            "TRUE",
            "false",
            "O'Neil",
            "O’Neil",
            "华东区",
            "Straße",
            "{row}",
            "#",
            "a,b",
            "$B2",
            "B2",
            "-",
            "+1",
            "N/A",
            "#N/A");

    private static final List<Object> AMOUNTS = List.of(0, 1, -1, 5, 10, 0.5, 12.35, -7.2, 1000000, 0.1, 0.2, 33.333);
    private static final LocalDate FIRST_DAY = LocalDate.of(2023, 1, 1);

    private final Random random;

    RandomSketches(long seed) {
        this.random = new Random(seed);
    }

    WorkbookView workbook() {
        List<String> pool = pick(TEXTS, 3 + random.nextInt(5));
        List<Object[]> rows = new ArrayList<>();
        rows.add(new Object[] {"Code", "Place", "Amount", "Rate", "Count", "Ordered", "Paid", "Done", "Mixed"});
        int size = 3 + random.nextInt(20);
        for (int row = 0; row < size; row++) {
            boolean gaps = row > 0;
            rows.add(new Object[] {
                gaps && chance(0.1) ? BLANK : one(pool),
                gaps && chance(0.15) ? BLANK : one(pool),
                gaps && chance(0.2) ? BLANK : amount(),
                random.nextInt(200) / 8.0,
                1 + random.nextInt(4),
                day(),
                gaps && chance(0.3) ? BLANK : day(),
                gaps && chance(0.1) ? BLANK : (Object) chance(0.5),
                gaps && chance(0.2) ? one(pool) : gaps && chance(0.2) ? BLANK : amount()
            });
        }
        return WrittenTables.workbook("Data", random.nextInt(4), random.nextInt(30), rows);
    }

    /** A table whose amounts, rates and days are texts that say them, beside a column of numbers. */
    WorkbookView workbookOfStoredTexts() {
        List<String> regions = List.of("East", "West", "North East", "华东区");
        List<Object[]> rows = new ArrayList<>();
        rows.add(new Object[] {"Region", "Rep", "Amount", "Rate", "Count", "Ordered", "Paid"});
        int size = 4 + random.nextInt(20);
        for (int row = 0; row < size; row++) {
            boolean gaps = row > 1;
            rows.add(new Object[] {
                one(regions),
                gaps && chance(0.1) ? BLANK : one(List.of("Ann", "bob", "Bob", "O'Neil")),
                gaps && chance(0.2) ? BLANK : String.format(Locale.ROOT, "%,.2f", random.nextInt(500_000) / 100.0),
                (1 + random.nextInt(40)) + "%",
                1 + random.nextInt(4),
                day().toString(),
                gaps && chance(0.2) ? BLANK : day().toString()
            });
        }
        return WrittenTables.workbook("Data", random.nextInt(4), random.nextInt(30), rows);
    }

    Sketch sketch(Table table) {
        Table computed = chance(0.2) ? table.with(List.of(computed(table))) : table;
        return chance(0.5) ? ofRows(computed) : ofFigures(computed);
    }

    private Column computed(Table table) {
        RowExpression expression = chance(0.5)
                ? new RowExpression.Binary(
                        one(List.of(RowExpression.Operator.values())),
                        new RowExpression.Cell(number(table)),
                        new RowExpression.Cell(number(table)))
                : new RowExpression.Sum(List.of(number(table), number(table)));
        return expression.column("Computed", table);
    }

    private Sketch ofRows(Table table) {
        Column column = one(table.columns());
        return switch (random.nextInt(5)) {
            case 0 -> new Sketch.Lookup(table, column, one(List.of(Sketch.Pick.values())), where(table, 1));
            case 1 -> new Sketch.Listing(table, text(table), where(table, 0));
            case 2 -> new Sketch.Rank(table, number(table), chance(0.5), where(table, 1), where(table, 0));
            case 3 -> groupRank(table);
            default ->
                new Sketch.Combined(
                        one(List.of(Sketch.Relation.values())),
                        new Sketch.Figure(table, Aggregate.SUM, number(table), where(table, 0)),
                        new Sketch.Nth(table, number(table), 1 + random.nextInt(3), chance(0.5), where(table, 0)));
        };
    }

    private Sketch groupRank(Table table) {
        Column label = text(table);
        Sketch.Measure measure = one(List.of(Sketch.Measure.SUM, Sketch.Measure.COUNT));
        @Nullable Column column = measure == Sketch.Measure.COUNT ? null : number(table);
        return new Sketch.GroupRank(table, label, one(label.distinctTexts()), measure, column, chance(0.5), List.of());
    }

    private Column text(Table table) {
        return one(table.columns().stream()
                .filter(column -> column.type() == ColumnType.TEXT)
                .toList());
    }

    private Sketch ofFigures(Table table) {
        return switch (random.nextInt(4)) {
            case 0 -> figure(table);
            case 1 -> new Sketch.Nth(table, measured(table), 1 + random.nextInt(4), chance(0.5), where(table, 0));
            case 2 -> new Sketch.Share(table, chance(0.5) ? number(table) : null, where(table, 1), where(table, 0));
            default -> best(table);
        };
    }

    private Sketch figure(Table table) {
        Aggregate aggregate = one(List.of(Aggregate.values()));
        @Nullable
        Column column = switch (aggregate) {
            case COUNT -> null;
            case DISTINCT -> one(table.columns());
            case SUM, AVERAGE, MEDIAN -> number(table);
            case MAX, MIN -> measured(table);
        };
        return new Sketch.Figure(table, aggregate, column, where(table, 0));
    }

    private Sketch best(Table table) {
        Sketch.Measure measure = one(List.of(Sketch.Measure.values()));
        @Nullable
        Column column = switch (measure) {
            case COUNT -> null;
            case SUM, AVERAGE -> number(table);
            case ROW -> measured(table);
        };
        Column label = one(table.columns().stream()
                .filter(any -> any.type() != ColumnType.NUMBER)
                .toList());
        return new Sketch.Best(table, label, measure, column, chance(0.5), 1 + random.nextInt(3), where(table, 0));
    }

    private List<Condition> where(Table table, int least) {
        List<Condition> where = new ArrayList<>();
        int count = Math.max(least, random.nextInt(4) - 1);
        while (where.size() < count) {
            where.add(
                    chance(0.1) ? new Condition.AnyOf(List.of(condition(table), condition(table))) : condition(table));
        }
        return where;
    }

    private Condition condition(Table table) {
        Column column = one(table.columns());
        if (chance(0.15)) {
            return new Condition.Blank(column, chance(0.5));
        }
        return switch (column.type()) {
            case TEXT -> chance(0.25) ? contains(column) : in(column);
            case DATE -> chance(0.4) ? months(column) : days(column);
            default -> compared(table, column);
        };
    }

    private Condition contains(Column column) {
        String value = one(column.distinctTexts());
        int start = random.nextInt(value.length());
        String part = value.substring(start, start + 1 + random.nextInt(value.length() - start));
        return new Condition.Contains(
                column, part.toLowerCase(Locale.ROOT), one(List.of(TextMention.Place.values())), chance(0.3));
    }

    private Condition in(Column column) {
        List<String> values = pick(column.distinctTexts(), 1 + random.nextInt(3)).stream()
                .map(value -> chance(0.3) ? value.toUpperCase(Locale.ROOT) : value)
                .distinct()
                .toList();
        return new Condition.In(column, values, chance(0.3));
    }

    private Condition days(Column column) {
        @Nullable LocalDate from = chance(0.3) ? null : day();
        @Nullable LocalDate until = from != null && chance(0.3) ? null : day();
        return new Condition.Days(column, from, until);
    }

    private Condition months(Column column) {
        int first = 1 + random.nextInt(12);
        int last = Math.min(12, first + one(List.of(0, 2, 5)));
        return new Condition.Months(
                column, IntStream.rangeClosed(first, last).boxed().toList());
    }

    private Condition compared(Table table, Column column) {
        Comparison comparison = one(List.of(Comparison.values()));
        double value = ((Number) amount()).doubleValue();
        return switch (random.nextInt(3)) {
            case 0 -> new Condition.Against(column, comparison, number(table));
            case 1 -> new Condition.Between(column, value, value + random.nextInt(20));
            default -> new Condition.Compares(column, comparison, value);
        };
    }

    private Column number(Table table) {
        return one(table.columns().stream()
                .filter(column -> column.type() == ColumnType.NUMBER)
                .toList());
    }

    private Column measured(Table table) {
        return one(table.columns().stream()
                .filter(column -> column.type() == ColumnType.NUMBER || column.type() == ColumnType.DATE)
                .toList());
    }

    private Object amount() {
        return chance(0.6) ? one(AMOUNTS) : random.nextInt(100_000) / 100.0;
    }

    private LocalDate day() {
        return FIRST_DAY.plusDays(random.nextInt(730));
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    private <T> T one(List<T> options) {
        return options.get(random.nextInt(options.size()));
    }

    private <T> List<T> pick(List<T> options, int count) {
        List<T> picked = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            T option = one(options);
            if (!picked.contains(option)) {
                picked.add(option);
            }
        }
        return picked;
    }
}
