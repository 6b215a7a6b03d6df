package io.inkstone.documents.sketch;

import io.inkstone.documents.linking.Comparison;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says a sketch in plain words, English or Chinese. Derived from the sketch alone: what is said is what is computed. */
public final class SketchText {

    private final boolean chinese;

    private SketchText(boolean chinese) {
        this.chinese = chinese;
    }

    /** The sketch in one line, e.g. {@code sum of Sales where Region is East and Date is in 2024}. */
    public static String say(Sketch sketch, boolean chinese) {
        return new SketchText(chinese).sketch(sketch);
    }

    /** The conditions in one line; empty when there are none. */
    public static String say(List<Condition> where, boolean chinese) {
        return new SketchText(chinese).conditions(where);
    }

    private String pick(String english, String chineseText) {
        return chinese ? chineseText : english;
    }

    private String sketch(Sketch sketch) {
        if (sketch instanceof Sketch.Share share) {
            return share(share);
        }
        if (sketch instanceof Sketch.Combined combined) {
            return combined(combined);
        }
        String what = what(sketch);
        String where = conditions(sketch.where());
        if (where.isEmpty()) {
            return what;
        }
        return pick(what + " where " + where, where + "的" + what);
    }

    private String what(Sketch sketch) {
        if (sketch instanceof Sketch.Figure figure) {
            String column = figure.column() == null ? "" : figure.column().header();
            return switch (figure.aggregate()) {
                case SUM -> pick("sum of " + column, column + "之和");
                case AVERAGE -> pick("average of " + column, column + "的平均值");
                case COUNT -> pick("number of rows", "行数");
                case DISTINCT -> pick("number of different values of " + column, column + "的不同值个数");
                case MAX -> pick("highest " + column, column + "的最大值");
                case MIN -> pick("lowest " + column, column + "的最小值");
                case MEDIAN -> pick("median of " + column, column + "的中位数");
            };
        }
        if (sketch instanceof Sketch.Nth nth) {
            String column = nth.column().header();
            return pick(
                    "place " + nth.place() + " of " + column + " from the " + (nth.highest() ? "highest" : "lowest"),
                    column + (nth.highest() ? "从大到小" : "从小到大") + "的第" + nth.place() + "个");
        }
        if (sketch instanceof Sketch.Best best) {
            return best(best);
        }
        if (sketch instanceof Sketch.Lookup lookup) {
            return lookup(lookup);
        }
        if (sketch instanceof Sketch.Listing listing) {
            return pick("list of " + listing.column().header(), listing.column().header() + "的列表");
        }
        if (sketch instanceof Sketch.Fill fill) {
            return pick(
                    "for each row: " + fill.values().header(),
                    "每一行：" + fill.values().header());
        }
        if (sketch instanceof Sketch.GroupRank group) {
            return groupRank(group);
        }
        Sketch.Rank rank = (Sketch.Rank) sketch;
        String among = rank.among().isEmpty() ? pick("all rows", "全部行") : conditions(rank.among());
        return pick(
                "place by " + rank.column().header() + " among " + among + ", counted from the "
                        + (rank.highest() ? "highest," : "lowest,") + " of the row",
                "在" + among + "中按" + rank.column().header() + (rank.highest() ? "从大到小" : "从小到大") + "的名次");
    }

    private String groupRank(Sketch.GroupRank rank) {
        String column = rank.column() == null ? "" : rank.column().header();
        String by = switch (rank.measure()) {
            case COUNT -> pick("number of rows", "行数");
            case SUM -> pick("total " + column, column + "合计");
            default -> pick("average " + column, "平均" + column);
        };
        return pick(
                "place of " + rank.value() + " among the values of "
                        + rank.label().header() + " by " + by + ", counted from the "
                        + (rank.highest() ? "highest" : "lowest"),
                rank.value() + "在各" + rank.label().header() + "中按" + by + (rank.highest() ? "从大到小" : "从小到大") + "的名次");
    }

    private String lookup(Sketch.Lookup lookup) {
        String column = lookup.column().header();
        return switch (lookup.pick()) {
            case ONLY -> pick(column + " of the row", column);
            case FIRST -> pick(column + " of the first row", "第一行的" + column);
            case LAST -> pick(column + " of the last row", "最后一行的" + column);
            case NEXT -> pick(column + " of the row below the one", "下一行的" + column);
            case PREVIOUS -> pick(column + " of the row above the one", "上一行的" + column);
        };
    }

    private String combined(Sketch.Combined combined) {
        String first = sketch(combined.first());
        String second = sketch(combined.second());
        return switch (combined.relation()) {
            case DISTANCE -> pick("distance between " + first + " and " + second, first + "与" + second + "之差（绝对值）");
            case DIFFERENCE -> pick(first + " less " + second, first + "减去" + second);
            case SUM -> pick(first + " and " + second + " together", first + "加上" + second);
            case RATIO -> pick(first + " divided by " + second, first + "除以" + second);
            case GROWTH -> pick("growth from " + second + " to " + first, "从" + second + "到" + first + "的增长率");
        };
    }

    private String best(Sketch.Best best) {
        String column = best.column() == null ? "" : best.column().header();
        String by = switch (best.measure()) {
            case ROW -> column;
            case SUM -> pick("total " + column, column + "合计");
            case AVERAGE -> pick("average " + column, "平均" + column);
            case COUNT -> pick("number of rows", "行数");
        };
        String label = best.label().header();
        String place = best.place() == 1 ? "" : pick("place " + best.place() + " of ", "第" + best.place() + "位的");
        String end = best.highest() ? pick("highest ", "最大") : pick("lowest ", "最小");
        String which = best.measure() == Sketch.Measure.ROW
                ? pick(label + " of the row with the " + place + end + by, by + place + end + "的那一行的" + label)
                : pick(label + " with the " + place + end + by, by + place + end + "的" + label);
        return which;
    }

    private String share(Sketch.Share share) {
        String of = share.column() == null
                ? pick("rows", "行数")
                : pick("the sum of " + share.column().header(), share.column().header() + "之和");
        String part = conditions(share.part());
        String whole = conditions(share.where());
        return pick(
                "share of " + of + " where " + part + (whole.isEmpty() ? "" : ", among those where " + whole),
                (whole.isEmpty() ? "" : "在" + whole + "的范围内，") + part + "的" + of + "所占比例");
    }

    private String conditions(List<Condition> where) {
        return where.stream().map(this::condition).collect(Collectors.joining(pick(" and ", "且")));
    }

    private String condition(Condition condition) {
        String column = condition.column().header();
        if (condition instanceof Condition.In in) {
            String values = String.join(pick(" or ", "或"), in.values());
            return in.negated()
                    ? pick(column + " is not " + values, column + "不是" + values)
                    : pick(column + " is " + values, column + "为" + values);
        }
        if (condition instanceof Condition.Contains contains) {
            return contains(contains);
        }
        if (condition instanceof Condition.AnyOf any) {
            return any.options().stream().map(this::condition).collect(Collectors.joining(pick(" or ", "或"), "(", ")"));
        }
        if (condition instanceof Condition.Compares compares) {
            return column
                    + pick(" ", "")
                    + comparison(compares.comparison())
                    + pick(" ", "")
                    + number(compares.value());
        }
        if (condition instanceof Condition.Between between) {
            return pick(
                    column + " is between " + number(between.low()) + " and " + number(between.high()),
                    column + "在" + number(between.low()) + "到" + number(between.high()) + "之间");
        }
        if (condition instanceof Condition.Days days) {
            return days(column, days.from(), days.until());
        }
        if (condition instanceof Condition.Months months) {
            String list = months.months().stream().map(String::valueOf).collect(Collectors.joining(pick(", ", "、")));
            return pick(column + " is in month " + list + " of any year", column + "在任一年的" + list + "月");
        }
        if (condition instanceof Condition.Blank blank) {
            return blank.negated()
                    ? pick(column + " is filled", column + "非空")
                    : pick(column + " is empty", column + "为空");
        }
        Condition.Against against = (Condition.Against) condition;
        return column
                + pick(" ", "")
                + comparison(against.comparison())
                + pick(" ", "")
                + against.other().header();
    }

    private String contains(Condition.Contains contains) {
        String column = contains.column().header();
        String part = "'" + contains.part() + "'";
        boolean not = contains.negated();
        return switch (contains.place()) {
            case ANYWHERE ->
                pick(column + (not ? " does not contain " : " contains ") + part, column + (not ? "不包含" : "包含") + part);
            case START ->
                pick(
                        column + (not ? " does not begin with " : " begins with ") + part,
                        column + (not ? "不以" : "以") + part + "开头");
            case END ->
                pick(
                        column + (not ? " does not end with " : " ends with ") + part,
                        column + (not ? "不以" : "以") + part + "结尾");
        };
    }

    private String comparison(Comparison comparison) {
        return switch (comparison) {
            case EQUAL -> pick("is", "等于");
            case ABOVE -> pick("is above", "大于");
            case AT_LEAST -> pick("is at least", "不小于");
            case BELOW -> pick("is below", "小于");
            case AT_MOST -> pick("is at most", "不大于");
        };
    }

    private String days(String column, @Nullable LocalDate from, @Nullable LocalDate until) {
        if (from == null && until == null) {
            return column;
        }
        if (from == null) {
            return pick(column + " is before " + until, column + "早于" + until);
        }
        if (until == null) {
            return pick(column + " is from " + from + " on", column + "不早于" + from);
        }
        LocalDate last = until.minusDays(1);
        if (from.getDayOfYear() == 1 && until.equals(from.plusYears(1))) {
            return pick(column + " is in " + from.getYear(), column + "在" + from.getYear() + "年");
        }
        if (last.equals(from)) {
            return pick(column + " is " + from, column + "为" + from);
        }
        return pick(column + " is from " + from + " to " + last, column + "在" + from + "至" + last);
    }

    /** To 15 significant digits, as spreadsheets show numbers: what is behind them is the noise of binary fractions. */
    public static BigDecimal rounded(double value) {
        return BigDecimal.valueOf(value).round(new MathContext(15)).stripTrailingZeros();
    }

    /** To 15 significant digits, without an exponent. */
    public static String number(double value) {
        return rounded(value).toPlainString();
    }
}
