package io.inkstone.documents.formula;

import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.ColumnType;
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
final class SketchRunner {

    private SketchRunner() {}

    static Outcome run(Sketch sketch) {
        int[] rows = rows(sketch, sketch.where());
        if (sketch instanceof Sketch.Figure figure) {
            return figure(figure, rows);
        }
        if (sketch instanceof Sketch.Nth nth) {
            return nth(nth, rows);
        }
        if (sketch instanceof Sketch.Share share) {
            return share(share, rows);
        }
        return best((Sketch.Best) sketch, rows);
    }

    private static int[] rows(Sketch sketch, List<Condition> conditions) {
        List<IntPredicate> tests = conditions.stream().map(SketchRunner::test).toList();
        return IntStream.range(0, sketch.table().rows())
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

    private static String fold(String text) {
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
        int[] part = rows(share, both);
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

    private static @Nullable Object label(Column column, int row) {
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
    static LocalDate @Nullable [] days(Column column) {
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
