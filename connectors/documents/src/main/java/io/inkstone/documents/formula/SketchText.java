package io.inkstone.documents.formula;

import io.inkstone.documents.linking.Comparison;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says a sketch in plain words, English or Chinese. Derived from the sketch alone: what is said is what is computed. */
final class SketchText {

    private final boolean chinese;

    private SketchText(boolean chinese) {
        this.chinese = chinese;
    }

    /** The sketch in one line, e.g. {@code sum of Sales where Region is East and Date is in 2024}. */
    static String say(Sketch sketch, boolean chinese) {
        return new SketchText(chinese).sketch(sketch);
    }

    /** The conditions in one line; empty when there are none. */
    static String say(List<Condition> where, boolean chinese) {
        return new SketchText(chinese).conditions(where);
    }

    private String pick(String english, String chineseText) {
        return chinese ? chineseText : english;
    }

    private String sketch(Sketch sketch) {
        if (sketch instanceof Sketch.Share share) {
            return share(share);
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
            };
        }
        if (sketch instanceof Sketch.Nth nth) {
            String column = nth.column().header();
            return pick(
                    "place " + nth.place() + " of " + column + " from the " + (nth.highest() ? "highest" : "lowest"),
                    column + (nth.highest() ? "从大到小" : "从小到大") + "的第" + nth.place() + "个");
        }
        return best((Sketch.Best) sketch);
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
    static BigDecimal rounded(double value) {
        return BigDecimal.valueOf(value).round(new MathContext(15)).stripTrailingZeros();
    }

    static String number(double value) {
        return rounded(value).toPlainString();
    }
}
