package io.inkstone.documents.repair;

import io.inkstone.documents.expression.Expression;
import io.inkstone.documents.expression.Expression.Call;
import io.inkstone.documents.expression.Expression.Literal;
import io.inkstone.documents.expression.Expression.Reference;
import io.inkstone.documents.expression.Place;
import io.inkstone.documents.sheet.CellValue;
import io.inkstone.documents.sheet.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** {@code VLOOKUP} and {@code MATCH}: columns beyond the range, approximate by oversight, keys in another column. */
final class Lookups implements Rule {

    private static final double USUAL = 0.2;
    private static final int MOST_COLUMNS = 100;

    @Override
    public Optional<Fault> fault(Expression formula, Bench bench) {
        for (Call call : Bench.calls(formula, List.of("VLOOKUP", "MATCH")).toList()) {
            Optional<Fault> fault = call.function().equals("MATCH")
                    ? approximate(formula, call, 2, "0", bench)
                    : vlookup(formula, call, bench);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private static Optional<Fault> vlookup(Expression formula, Call call, Bench bench) {
        if (call.arguments().size() < 3
                || !(call.arguments().get(1) instanceof Reference range)
                || bench.range(range).isEmpty()) {
            return Optional.empty();
        }
        Place place = bench.range(range).orElseThrow();
        OptionalInt index = index(call.arguments().get(2));
        Optional<Fault> beyond = index.isPresent() && index.getAsInt() > place.width()
                ? Optional.of(beyond(formula, call, range, place, index.getAsInt(), bench))
                : Optional.empty();
        if (beyond.isPresent()) {
            return beyond;
        }
        Optional<Fault> elsewhere = index.isPresent()
                ? keyElsewhere(formula, call, range, place, index.getAsInt(), bench)
                : Optional.empty();
        return elsewhere.isPresent() ? elsewhere : approximate(formula, call, 3, "FALSE", bench);
    }

    private static OptionalInt index(Expression argument) {
        return argument instanceof Literal literal && literal.value() instanceof CellValue.Number number
                ? OptionalInt.of((int) number.value())
                : OptionalInt.empty();
    }

    private static Fault beyond(Expression formula, Call call, Reference range, Place place, int index, Bench bench) {
        String reason = bench.say(
                "VLOOKUP is to give column " + index + " of " + range.text() + ", which has " + place.width() + ".",
                "VLOOKUP要返回" + range.text() + "的第" + index + "列，但该区域只有" + place.width() + "列。");
        if (place.column(index - 1).isEmpty()) {
            return new Fault(reason, List.of());
        }
        Reference wider = new Reference(
                range.sheet(),
                range.from(),
                Bench.column(range, place, index - 1).last());
        return new Fault(
                reason,
                List.of(bench.mend(
                        formula.replace(range, wider),
                        "lookup_column",
                        USUAL,
                        "The range " + range.text() + " has no column " + index + "; it has to reach to "
                                + wider.text(),
                        "区域" + range.text() + "没有第" + index + "列，已扩大为" + wider.text())));
    }

    /** A key that stands in another column of the table than the range's first. */
    private static Optional<Fault> keyElsewhere(
            Expression formula, Call call, Reference range, Place place, int index, Bench bench) {
        CellValue key = bench.value(call.arguments().get(0));
        Optional<Column> first = place.column(0);
        if (!(key instanceof CellValue.Text text)
                || first.isEmpty()
                || text.value().matches(".*[*?].*")
                || holds(first.get(), text.value())) {
            return Optional.empty();
        }
        List<Mend> mends = new ArrayList<>();
        for (int right :
                IntStream.range(1, Math.min(place.width(), MOST_COLUMNS)).toArray()) {
            Optional<Column> column = place.column(right).filter(other -> holds(other, text.value()));
            if (column.isPresent()) {
                Call match = new Call(
                        "MATCH", List.of(call.arguments().get(0), Bench.column(range, place, right), Literal.of(0)));
                Call wanted = new Call("INDEX", List.of(Bench.column(range, place, index - 1), match));
                mends.add(bench.mend(
                        formula.replace(call, wanted),
                        "lookup_key",
                        USUAL,
                        "VLOOKUP looks in the first column (" + first.get().header() + "), but the key stands in "
                                + column.get().header() + "; INDEX and MATCH look there",
                        "VLOOKUP只在首列（" + first.get().header() + "）中查找，而查找值在“"
                                + column.get().header() + "”列，已改用INDEX与MATCH"));
            }
        }
        return mends.isEmpty()
                ? Optional.empty()
                : Optional.of(new Fault(mends.get(0).change().words(), mends));
    }

    private static boolean holds(Column column, String text) {
        return column.distinctTexts().stream().anyMatch(text.strip()::equalsIgnoreCase);
    }

    /** Texts are looked up exactly or not at all: no table of bands has texts. */
    private static Optional<Fault> approximate(Expression formula, Call call, int at, String exact, Bench bench) {
        if (call.arguments().size() < 2) {
            return Optional.empty();
        }
        @Nullable Expression type = call.argument(at);
        boolean near = call.arguments().size() <= at
                || (type != null && List.of("1", "TRUE").contains(type.text()));
        boolean texts = bench.range(call.arguments().get(1))
                .flatMap(place -> place.column(0))
                .filter(column -> !column.distinctTexts().isEmpty())
                .isPresent();
        boolean keyIsText = bench.value(call.arguments().get(0)) instanceof CellValue.Text;
        if (!near || !texts || !keyIsText) {
            return Optional.empty();
        }
        List<Expression> arguments = new ArrayList<>(
                call.arguments().subList(0, Math.min(at, call.arguments().size())));
        arguments.add(exact.equals("0") ? Literal.of(0) : Literal.of(false));
        return Optional.of(new Fault(
                bench.say(call.function() + " is not exact.", call.function() + "不是精确匹配。"),
                List.of(bench.mend(
                        formula.replace(call, new Call(call.function(), arguments)),
                        "exact_match",
                        USUAL,
                        call.function() + " takes the nearest text unless it is told " + exact + " for an exact match",
                        call.function() + "未指定精确匹配，已加上" + exact))));
    }
}
