package io.inkstone.documents.sketch;

import io.inkstone.documents.linking.TextMention;
import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.ColumnType;
import io.inkstone.documents.sheet.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Computes a sketch directly on the columns, without any formula. Linear in the rows, but for sorting. */
public final class SketchRunner {

    private SketchRunner() {}

    /** Computes it. */
    public static Outcome run(Sketch sketch) {
        if (sketch instanceof Sketch.Combined combined) {
            return combined(combined);
        }
        int[] rows = rows(sketch.table(), sketch.where());
        if (sketch instanceof Sketch.Figure figure) {
            return figure(figure, rows);
        }
        if (sketch instanceof Sketch.Nth nth) {
            return nth(nth, rows);
        }
        if (sketch instanceof Sketch.Share share) {
            return share(share, rows);
        }
        if (sketch instanceof Sketch.Best best) {
            return best(best, rows);
        }
        if (sketch instanceof Sketch.GroupRank rank) {
            return groupRank(rank, rows);
        }
        return RowRunner.run(sketch, rows);
    }

    private static Outcome combined(Sketch.Combined combined) {
        Outcome first = run(combined.first());
        Outcome second = run(combined.second());
        int rows = Math.min(first.rows(), second.rows());
        int ties = Math.max(first.ties(), second.ties());
        if (!(first.value() instanceof Double a) || !(second.value() instanceof Double b)) {
            return new Outcome(null, false, rows, ties);
        }
        double value = switch (combined.relation()) {
            case DISTANCE -> Math.abs(a - b);
            case DIFFERENCE -> a - b;
            case SUM -> a + b;
            case RATIO -> a / b;
            case GROWTH -> a / b - 1;
        };
        return new Outcome(Double.isFinite(value) ? (Double) value : null, false, rows, ties);
    }

    /** The rows of a table, counted from 0, that fulfil all conditions. */
    static int[] rows(Table table, List<Condition> conditions) {
        List<IntPredicate> tests = conditions.stream().map(SketchRunner::test).toList();
        return IntStream.range(0, table.rows())
                .filter(row -> tests.stream().allMatch(test -> test.test(row)))
                .toArray();
    }

    private static IntPredicate test(Condition condition) {
        Column column = condition.column();
        if (condition instanceof Condition.In in) {
            Set<String> values = in.values().stream().map(SketchRunner::fold).collect(Collectors.toSet());
            return row -> {
                String text = column.text(row);
                return (text != null && values.contains(fold(text))) != in.negated();
            };
        }
        if (condition instanceof Condition.Contains contains) {
            String part = fold(contains.part());
            boolean truths = column.holdsTruths(); // which are no texts to formulas
            return row -> (!truths && holds(column.text(row), part, contains.place())) != contains.negated();
        }
        if (condition instanceof Condition.AnyOf any) {
            List<IntPredicate> options =
                    any.options().stream().map(SketchRunner::test).toList();
            return row -> options.stream().anyMatch(option -> option.test(row));
        }
        if (condition instanceof Condition.Compares compares) {
            return row -> !Double.isNaN(column.number(row))
                    && compares.comparison().holds(column.number(row), compares.value());
        }
        if (condition instanceof Condition.Between between) {
            return row -> column.number(row) >= between.low() && column.number(row) <= between.high();
        }
        if (condition instanceof Condition.Days days) {
            double from = days.from() == null ? Double.NEGATIVE_INFINITY : Column.serial(days.from());
            double until = days.until() == null ? Double.POSITIVE_INFINITY : Column.serial(days.until());
            return row -> column.number(row) >= from && column.number(row) < until;
        }
        if (condition instanceof Condition.Months months) {
            return row -> !Double.isNaN(column.number(row))
                    && months.months().contains(Column.day(column.number(row)).getMonthValue());
        }
        if (condition instanceof Condition.Blank blank) {
            return row -> column.blank(row) != blank.negated();
        }
        Condition.Against against = (Condition.Against) condition;
        return row -> {
            double left = column.number(row);
            double right = against.other().number(row);
            return !Double.isNaN(left)
                    && !Double.isNaN(right)
                    && against.comparison().holds(left, right);
        };
    }

    private static boolean holds(@Nullable String text, String part, TextMention.Place place) {
        if (text == null) {
            return false;
        }
        String folded = fold(text);
        return switch (place) {
            case ANYWHERE -> folded.contains(part);
            case START -> folded.startsWith(part);
            case END -> folded.endsWith(part);
        };
    }

    static String fold(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static Outcome figure(Sketch.Figure figure, int[] rows) {
        if (figure.aggregate() == Aggregate.COUNT) {
            return new Outcome((double) rows.length, false, rows.length, 1);
        }
        Column column = figure.theColumn();
        if (figure.aggregate() == Aggregate.DISTINCT) {
            return new Outcome(distinct(column, rows), false, rows.length, 1);
        }
        double[] numbers = numbers(column, rows);
        @Nullable
        Double value = switch (figure.aggregate()) {
            case SUM -> (Double) sum(numbers);
            case AVERAGE -> numbers.length == 0 ? null : (Double) (sum(numbers) / numbers.length);
            case MAX ->
                numbers.length == 0
                        ? null
                        : (Double) DoubleStream.of(numbers).max().getAsDouble();
            case MEDIAN -> numbers.length == 0 ? null : (Double) median(numbers);
            default ->
                numbers.length == 0
                        ? null
                        : (Double) DoubleStream.of(numbers).min().getAsDouble();
        };
        boolean day = column.type() == ColumnType.DATE && figure.aggregate() != Aggregate.SUM;
        return new Outcome(value, day, rows.length, 1);
    }

    private static double distinct(Column column, int[] rows) {
        Set<Object> seen = new HashSet<>();
        for (int row : rows) {
            String text = column.text(row);
            if (text != null) {
                seen.add(fold(text));
            } else if (!column.blank(row)) {
                seen.add(column.number(row));
            }
        }
        return seen.size();
    }

    private static double[] numbers(Column column, int[] rows) {
        return IntStream.of(rows)
                .mapToDouble(column::number)
                .filter(number -> !Double.isNaN(number))
                .toArray();
    }

    private static double median(double[] numbers) {
        double[] sorted = DoubleStream.of(numbers).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static double sum(double[] numbers) {
        return DoubleStream.of(numbers).sum();
    }

    private static Outcome nth(Sketch.Nth nth, int[] rows) {
        double[] sorted = DoubleStream.of(numbers(nth.column(), rows)).sorted().toArray();
        boolean day = nth.column().type() == ColumnType.DATE;
        if (nth.place() > sorted.length) {
            return new Outcome(null, day, rows.length, 1);
        }
        double value = sorted[nth.highest() ? sorted.length - nth.place() : nth.place() - 1];
        return new Outcome(value, day, rows.length, 1);
    }

    private static Outcome share(Sketch.Share share, int[] whole) {
        List<Condition> both = new ArrayList<>(share.where());
        both.addAll(share.part());
        int[] part = rows(share.table(), both);
        Column column = share.column();
        double above = column == null ? part.length : sum(numbers(column, part));
        double below = column == null ? whole.length : sum(numbers(column, whole));
        return new Outcome(below == 0 ? null : (Double) (above / below), false, part.length, 1);
    }

    private static Outcome best(Sketch.Best best, int[] rows) {
        Map<Object, Double> figures = best.measure() == Sketch.Measure.ROW ? ofRows(best, rows) : ofGroups(best, rows);
        Comparator<Map.Entry<Object, Double>> order = Map.Entry.comparingByValue();
        List<Map.Entry<Object, Double>> sorted = figures.entrySet().stream()
                .sorted(best.highest() ? order.reversed() : order)
                .toList();
        boolean day = best.label().type() == ColumnType.DATE;
        if (best.place() > sorted.size()) {
            return new Outcome(null, day, rows.length, 1);
        }
        Map.Entry<Object, Double> winner = sorted.get(best.place() - 1);
        int ties = (int) sorted.stream()
                .filter(entry -> entry.getValue().equals(winner.getValue()))
                .count();
        Object key = winner.getKey();
        Object label = key instanceof Integer row ? label(best.label(), row) : key;
        return new Outcome(label, day, rows.length, ties);
    }

    private static Outcome groupRank(Sketch.GroupRank rank, int[] rows) {
        Sketch.Best groups =
                new Sketch.Best(rank.table(), rank.label(), rank.measure(), rank.column(), true, 1, rank.where());
        Map<Object, Double> figures = ofGroups(groups, rows);
        Double own = figures.entrySet().stream()
                .filter(entry ->
                        entry.getKey() instanceof String text && fold(text).equals(fold(rank.value())))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
        if (own == null) {
            return new Outcome(null, false, rows.length, 1);
        }
        long ahead = figures.values().stream()
                .filter(other -> rank.highest() ? other > own : other < own)
                .count();
        return new Outcome((double) ahead + 1, false, rows.length, 1);
    }

    static @Nullable Object label(Column column, int row) {
        String text = column.text(row);
        if (text != null) {
            return text;
        }
        return column.blank(row) ? null : (Object) column.number(row);
    }

    private static Map<Object, Double> ofRows(Sketch.Best best, int[] rows) {
        Map<Object, Double> figures = new LinkedHashMap<>();
        for (int row : rows) {
            double number = best.theColumn().number(row);
            if (!Double.isNaN(number)) {
                figures.put(row, number);
            }
        }
        return figures;
    }

    private static Map<Object, Double> ofGroups(Sketch.Best best, int[] rows) {
        Map<Object, Object> spelling = new LinkedHashMap<>();
        Map<Object, List<Integer>> groups = new LinkedHashMap<>();
        for (int row : rows) {
            Object label = label(best.label(), row);
            if (label != null) {
                Object key = label instanceof String text ? fold(text) : label;
                spelling.putIfAbsent(key, label);
                groups.computeIfAbsent(key, any -> new ArrayList<>()).add(row);
            }
        }
        Map<Object, Double> figures = new LinkedHashMap<>();
        groups.forEach((key, members) -> {
            int[] memberRows = members.stream().mapToInt(Integer::intValue).toArray();
            Object shown = spelling.getOrDefault(key, key);
            if (best.measure() == Sketch.Measure.COUNT) {
                figures.put(shown, (double) memberRows.length);
                return;
            }
            double[] numbers = numbers(best.theColumn(), memberRows);
            if (best.measure() == Sketch.Measure.SUM) {
                figures.put(shown, sum(numbers));
            } else if (numbers.length > 0) {
                figures.put(shown, sum(numbers) / numbers.length);
            }
        });
        return figures;
    }

    /** The first and last day of a column, or null when it holds none. */
    public static LocalDate @Nullable [] days(Column column) {
        double[] numbers = numbers(column, IntStream.range(0, column.size()).toArray());
        if (numbers.length == 0) {
            return null;
        }
        return new LocalDate[] {
            Column.day(DoubleStream.of(numbers).min().getAsDouble()),
            Column.day(DoubleStream.of(numbers).max().getAsDouble())
        };
    }
}
