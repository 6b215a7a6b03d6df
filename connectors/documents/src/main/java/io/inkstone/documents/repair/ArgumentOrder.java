package io.inkstone.documents.repair;

import io.inkstone.documents.expression.Expression;
import io.inkstone.documents.expression.Expression.Call;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Functions whose arguments stand in the order of another, or which cannot take so many. */
final class ArgumentOrder implements Rule {

    private static final double USUAL = 0.2;
    private static final List<String> FUNCTIONS = List.of(
            "SUMIF",
            "AVERAGEIF",
            "COUNTIF",
            "COUNTIFS",
            "SUMIFS",
            "AVERAGEIFS",
            "MAXIFS",
            "MINIFS",
            "VLOOKUP",
            "MATCH",
            "RANK",
            "RANK.EQ");

    @Override
    public Optional<Fault> fault(Expression formula, Bench bench) {
        return Bench.calls(formula, FUNCTIONS)
                .flatMap(call -> wanted(call, bench).stream().map(wanted -> fault(formula, call, wanted, bench)))
                .findFirst();
    }

    private static Fault fault(Expression formula, Call call, Call wanted, Bench bench) {
        boolean renamed = !wanted.function().equals(call.function());
        Mend mend = renamed
                ? bench.mend(
                        formula.replace(call, wanted),
                        "argument_count",
                        USUAL,
                        call.function() + " takes one condition; for several it has to be " + wanted.function(),
                        call.function() + "只能有一个条件，多个条件应使用" + wanted.function())
                : bench.mend(
                        formula.replace(call, wanted),
                        "argument_order",
                        USUAL,
                        "The arguments of " + call.function() + " stood in the wrong order",
                        call.function() + "的参数顺序有误");
        return new Fault(mend.change().words(), List.of(mend));
    }

    /** The call as it should be; empty where it is right or nothing can be told. */
    private static Optional<Call> wanted(Call call, Bench bench) {
        List<Expression> given = call.arguments();
        List<Boolean> ranges = given.stream().map(bench::isRange).toList();
        return switch (call.function()) {
            case "SUMIF", "AVERAGEIF" -> single(call, given, ranges);
            case "COUNTIF", "COUNTIFS" -> counting(call, given, ranges);
            case "SUMIFS", "AVERAGEIFS", "MAXIFS", "MINIFS" -> {
                boolean last = given.size() >= 3
                        && given.size() % 2 == 1
                        && pairs(ranges, 0, given.size() - 1)
                        && ranges.get(given.size() - 1);
                yield last ? Optional.of(lastFirst(call.function(), given)) : Optional.empty();
            }
            default -> {
                boolean turned = given.size() >= 2 && ranges.get(0) && !ranges.get(1);
                yield turned ? Optional.of(swapped(call)) : Optional.empty();
            }
        };
    }

    /** Whether from a place on a range and a criterion take turns. */
    private static boolean pairs(List<Boolean> ranges, int from, int to) {
        if (to <= from || (to - from) % 2 != 0) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (ranges.get(i) != ((i - from) % 2 == 0)) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Call> single(Call call, List<Expression> given, List<Boolean> ranges) {
        int count = given.size();
        if (count == 3 && ranges.get(0) && ranges.get(1) && !ranges.get(2)) {
            return Optional.of(new Call(call.function(), List.of(given.get(1), given.get(2), given.get(0))));
        }
        if (count == 3 && !ranges.get(0) && ranges.get(1) && ranges.get(2)) {
            return Optional.of(swapped(call));
        }
        if (count > 3 && count % 2 == 1) {
            String several = call.function() + "S";
            if (pairs(ranges, 0, count - 1)) {
                return Optional.of(lastFirst(several, given));
            }
            return pairs(ranges, 1, count) ? Optional.of(new Call(several, given)) : Optional.empty();
        }
        return Optional.empty();
    }

    private static Optional<Call> counting(Call call, List<Expression> given, List<Boolean> ranges) {
        if (given.size() == 2 && !ranges.get(0) && ranges.get(1)) {
            return Optional.of(swapped(call));
        }
        boolean several = call.function().equals("COUNTIF") && given.size() > 2 && pairs(ranges, 0, given.size());
        return several ? Optional.of(new Call("COUNTIFS", given)) : Optional.empty();
    }

    private static Call lastFirst(String function, List<Expression> given) {
        List<Expression> moved = new ArrayList<>(given);
        moved.add(0, moved.remove(moved.size() - 1));
        return new Call(function, moved);
    }

    private static Call swapped(Call call) {
        List<Expression> swapped = new ArrayList<>(call.arguments());
        Collections.swap(swapped, 0, 1);
        return new Call(call.function(), swapped);
    }
}
