package io.inkstone.documents.repair;

import io.inkstone.documents.edit.FutureFunctions;
import io.inkstone.documents.expression.Expression;
import io.inkstone.documents.expression.Expression.Call;
import io.inkstone.documents.expression.Expression.Name;
import io.inkstone.documents.sheet.SheetCalculator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Functions that there are not: misspelt, or called by what they do. */
final class FunctionNames implements Rule {

    private static final Map<String, String> BY_MEANING = Map.ofEntries(
            Map.entry("求和", "SUM"),
            Map.entry("合计", "SUM"),
            Map.entry("总和", "SUM"),
            Map.entry("平均", "AVERAGE"),
            Map.entry("平均值", "AVERAGE"),
            Map.entry("平均数", "AVERAGE"),
            Map.entry("计数", "COUNT"),
            Map.entry("最大值", "MAX"),
            Map.entry("最大", "MAX"),
            Map.entry("最小值", "MIN"),
            Map.entry("最小", "MIN"),
            Map.entry("中位数", "MEDIAN"),
            Map.entry("条件求和", "SUMIF"),
            Map.entry("多条件求和", "SUMIFS"),
            Map.entry("条件计数", "COUNTIF"),
            Map.entry("多条件计数", "COUNTIFS"),
            Map.entry("条件平均", "AVERAGEIF"),
            Map.entry("如果", "IF"),
            Map.entry("排名", "RANK"),
            Map.entry("四舍五入", "ROUND"),
            Map.entry("查找", "VLOOKUP"),
            Map.entry("取整", "INT"),
            Map.entry("绝对值", "ABS"),
            Map.entry("乘积", "PRODUCT"),
            Map.entry("日期", "DATE"),
            Map.entry("年", "YEAR"),
            Map.entry("月", "MONTH"),
            Map.entry("日", "DAY"),
            Map.entry("今天", "TODAY"),
            Map.entry("AVG", "AVERAGE"),
            Map.entry("MEAN", "AVERAGE"),
            Map.entry("TOTAL", "SUM"),
            Map.entry("MAXIMUM", "MAX"),
            Map.entry("MINIMUM", "MIN"),
            Map.entry("SUBSTR", "MID"),
            Map.entry("LENGTH", "LEN"),
            Map.entry("NVL", "IFERROR"));

    private static final Set<String> NEWEST = Set.of(
            "LET",
            "LAMBDA",
            "MAP",
            "REDUCE",
            "SCAN",
            "BYROW",
            "BYCOL",
            "MAKEARRAY",
            "VSTACK",
            "HSTACK",
            "TAKE",
            "DROP",
            "CHOOSECOLS",
            "CHOOSEROWS",
            "TOCOL",
            "TOROW",
            "WRAPROWS",
            "WRAPCOLS",
            "EXPAND",
            "RANDARRAY",
            "GROUPBY",
            "PIVOTBY",
            "ARRAYTOTEXT",
            "VALUETOTEXT",
            "ISOMITTED",
            "CEILING.PRECISE",
            "FORECAST.LINEAR");
    private static final Set<String> KNOWN = known();

    /** Near names of which one is meant more often than the others by far. */
    private static final List<String> USUAL = List.of(
            "SUM",
            "SUMIF",
            "SUMIFS",
            "COUNT",
            "COUNTA",
            "COUNTIF",
            "COUNTIFS",
            "AVERAGE",
            "AVERAGEIF",
            "AVERAGEIFS",
            "IF",
            "IFERROR",
            "VLOOKUP",
            "XLOOKUP",
            "INDEX",
            "MATCH",
            "SUMPRODUCT",
            "ROUND",
            "MAX",
            "MIN",
            "RANK",
            "TEXT",
            "DATE",
            "LEFT",
            "RIGHT",
            "MID");

    private static final double SLIP = 0.2;
    private static final double RARE = 0.15;

    private static Set<String> known() {
        Set<String> names = new HashSet<>(SheetCalculator.functionNames());
        names.addAll(FutureFunctions.names());
        names.addAll(NEWEST);
        return names;
    }

    static boolean isKnown(String function) {
        return KNOWN.contains(function.replaceFirst("^(?:_XLFN\\.)?(?:_XLWS\\.)?", ""));
    }

    @Override
    public Optional<Fault> fault(Expression formula, Bench bench) {
        return formula.all()
                .filter(Call.class::isInstance)
                .map(Call.class::cast)
                .filter(call -> !isKnown(call.function()) && !isNamed(call.function(), formula, bench))
                .findFirst()
                .map(call -> fault(formula, call, bench));
    }

    /** Whether the formula or the workbook gives the name to a function of its own. */
    private static boolean isNamed(String function, Expression formula, Bench bench) {
        return bench.scope().defined(function).isPresent()
                || formula.all()
                        .anyMatch(
                                part -> part instanceof Name name && name.name().equalsIgnoreCase(function));
    }

    private static Fault fault(Expression formula, Call call, Bench bench) {
        List<Mend> mends = new ArrayList<>();
        String named = call.function();
        for (String name : candidates(named)) {
            double cost = SLIP + (USUAL.contains(name) ? 0 : RARE);
            mends.add(bench.mend(
                    formula.replace(call, new Call(name, call.arguments())),
                    "function_name",
                    cost,
                    "There is no function " + named + "; " + name + " was meant",
                    "没有函数" + named + "，应为" + name));
        }
        return new Fault(
                bench.say(
                        "There is no function " + named + ", and none with a name like it.",
                        "没有函数" + named + "，也没有名称相近的函数。"),
                mends);
    }

    private static List<String> candidates(String named) {
        String meant = BY_MEANING.get(named.toUpperCase(Locale.ROOT));
        return meant != null
                ? List.of(meant)
                : Nearness.nearest(named, KNOWN).stream()
                        .filter(name -> Nearness.distance(name, named) <= Math.max(1, named.length() / 3))
                        .toList();
    }
}
