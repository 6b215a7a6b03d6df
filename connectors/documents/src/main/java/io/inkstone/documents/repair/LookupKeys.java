package io.inkstone.documents.repair;

import io.inkstone.documents.expression.Expression;
import io.inkstone.documents.expression.Expression.Call;
import io.inkstone.documents.expression.Expression.Literal;
import io.inkstone.documents.expression.Expression.Operation;
import io.inkstone.documents.sheet.CellValue;
import io.inkstone.documents.sheet.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keys that are not found as they are: numbers among texts, spaces that nobody sees, other spellings. */
final class LookupKeys implements Rule {

    private static final double USUAL = 0.2;
    private static final double OPEN_END = 0.3;

    @Override
    public Optional<Fault> fault(Expression formula, Bench bench) {
        return Bench.calls(formula, List.of("VLOOKUP", "MATCH", "XLOOKUP", "HLOOKUP", "XMATCH"))
                .filter(call -> call.arguments().size() > 1 && bench.failsWith(call, "#N/A"))
                .findFirst()
                .map(call -> fault(formula, call, bench));
    }

    private static Fault fault(Expression formula, Call call, Bench bench) {
        Expression key = call.arguments().get(0);
        List<Mend> mends = new ArrayList<>();
        CellValue value = bench.value(key);
        boolean written = key instanceof Literal;
        if (value instanceof CellValue.Text text) {
            Call trimmed = new Call("TRIM", List.of(key));
            add(
                    mends,
                    formula,
                    call,
                    trimmed,
                    bench,
                    "lookup_space",
                    USUAL,
                    "The key " + key.text() + " has spaces that nobody sees; TRIM takes them away",
                    "查找值" + key.text() + "带有看不见的空格，已用TRIM去除");
            if (text.value().strip().matches("-?[0-9]+(?:\\.[0-9]+)?")) {
                Expression number = written
                        ? Literal.of(Double.parseDouble(text.value().strip()))
                        : new Call("VALUE", List.of(key));
                add(
                        mends,
                        formula,
                        call,
                        number,
                        bench,
                        "lookup_type",
                        USUAL,
                        "The key " + key.text() + " is a text, but numbers are looked through",
                        "查找值" + key.text() + "是文本，而被查找的是数字");
            }
            add(
                    mends,
                    formula,
                    call,
                    new Operation("&", key, Literal.of("*")),
                    bench,
                    "lookup_space",
                    OPEN_END,
                    "What is looked through has spaces at its end; \"*\" lets them pass",
                    "被查找的内容末尾带有空格，已用通配符“*”忽略");
            nearest(mends, formula, call, text.value(), written, bench);
        } else if (value instanceof CellValue.Number) {
            Expression text = written ? Literal.of(key.text()) : new Operation("&", key, Literal.of(""));
            add(
                    mends,
                    formula,
                    call,
                    text,
                    bench,
                    "lookup_type",
                    USUAL,
                    "The key " + key.text() + " is a number, but texts are looked through",
                    "查找值" + key.text() + "是数字，而被查找的是文本");
        }
        return new Fault(
                bench.say(
                        "The key " + key.text() + " is not found in "
                                + call.arguments().get(1).text() + ".",
                        "在" + call.arguments().get(1).text() + "中找不到" + key.text() + "。"),
                mends.isEmpty() ? mends : mends.subList(0, bestOf(mends)));
    }

    /** Where a mend for a certain cause works, weaker ones are not tried. */
    private static int bestOf(List<Mend> mends) {
        boolean sure = mends.get(0).cost() < OPEN_END;
        return sure || mends.get(0).change().kind().equals("lookup_space") ? 1 : mends.size();
    }

    private static void nearest(
            List<Mend> mends, Expression formula, Call call, String text, boolean written, Bench bench) {
        if (!written) {
            return;
        }
        List<String> there = bench.range(call.arguments().get(1))
                .flatMap(place -> place.column(0))
                .map(Column::distinctTexts)
                .orElse(List.of());
        for (String near : Nearness.nearest(text, there)) {
            add(
                    mends,
                    formula,
                    call,
                    Literal.of(near),
                    bench,
                    "value_spelling",
                    bench.cost(OPEN_END, near),
                    "Nothing is called '" + text + "'; '" + near + "' was meant",
                    "没有“" + text + "”，应为“" + near + "”");
        }
    }

    /** Adds a mend if the key is found by it. */
    private static void add(
            List<Mend> mends,
            Expression formula,
            Call call,
            Expression key,
            Bench bench,
            String kind,
            double cost,
            String english,
            String chinese) {
        List<Expression> arguments = new ArrayList<>(call.arguments());
        arguments.set(0, key);
        Call with = new Call(call.function(), arguments);
        if (bench.runs(with)) {
            mends.add(bench.mend(formula.replace(call, with), kind, cost, english, chinese));
        }
    }
}
