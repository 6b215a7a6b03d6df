package io.inkstone.documents.reading;

import io.inkstone.documents.linking.ColumnMention;
import io.inkstone.documents.linking.Cue;
import io.inkstone.documents.linking.CueMention;
import io.inkstone.documents.linking.Links;
import io.inkstone.documents.linking.Span;
import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.ColumnType;
import io.inkstone.documents.sketch.RowExpression;
import io.inkstone.documents.sketch.RowExpression.Operator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds columns that a request computes with each other, row by row: "net minus cost", "days between order date and ship
 * date", "堂食+外卖+团购". Each becomes a computed column that stands in the links for its parts.
 */
final class ComputedColumns {

    private static final Pattern MINUS =
            Pattern.compile("^(?: |')*(?:minus|less|-|−|–|减去?|扣除|扣掉)(?:the |their |its |total |商品|产品| )*$");
    private static final Pattern PLUS = Pattern.compile("^ *(?:plus|\\+|加上?|＋)(?:the | )*$");
    private static final Pattern LISTED = Pattern.compile("^ *(?:,|and|, and|&|、|和|及|与|，)(?:the | )*$");
    private static final Pattern TIMES =
            Pattern.compile("^ *(?:times|multiplied by|\\*|×|x|乘以?)(?:the |its |their | )*$");
    private static final Pattern OVER = Pattern.compile("^ *(?:divided by|/|÷|over|除以)(?:the |its |their | )*$");
    private static final Pattern BETWEEN =
            Pattern.compile("^ *(?:and|to|until|till|,|到|至|和|与|、)(?:the |its |their | )*(?:隔|用)?$");
    private static final Pattern ADDED = Pattern.compile("total|sum|combined|together|add|合计|总|加|求和");
    private static final Pattern DAYS_ASKED = Pattern.compile("\\bdays?\\b|how long|多少天|几天|多久|多长时间|天数|相差|隔");
    private static final Set<String> PASSING = Set.of(
            "passed", "pass", "elapsed", "elapse", "gone", "lie", "lay", "took", "taken", "take", "隔了", "用了", "花了");

    private static final int LONGEST_GAP = 14;

    private final Links links;

    private ComputedColumns(Links links) {
        this.links = links;
    }

    /** The links with computed columns in place of their parts; the same links when there are none. */
    static Links of(Links links) {
        ComputedColumns finder = new ComputedColumns(links);
        Links result = links;
        List<ColumnMention> mentions = finder.surest();
        int at = 0;
        while (at < mentions.size()) {
            int last = finder.chainEnd(mentions, at);
            if (last > at) {
                List<ColumnMention> parts = mentions.subList(at, last + 1);
                Optional<RowExpression> expression = finder.expression(parts);
                if (expression.isPresent()) {
                    result = finder.replaced(result, parts, expression.get());
                }
            }
            at = last + 1;
        }
        return result;
    }

    /** Of the mentions of one stretch the surest, columns of numbers and days alone, in the order of the request. */
    private List<ColumnMention> surest() {
        Map<Span, ColumnMention> bySpan = new LinkedHashMap<>();
        for (ColumnMention mention : links.columns()) {
            if (mention.column().type() != ColumnType.TEXT) {
                bySpan.merge(mention.span(), mention, (a, b) -> a.score() >= b.score() ? a : b);
            }
        }
        return bySpan.values().stream()
                .sorted(Comparator.comparingInt(mention -> mention.span().start()))
                .toList();
    }

    private int chainEnd(List<ColumnMention> mentions, int first) {
        int last = first;
        while (last + 1 < mentions.size() && operator(mentions.get(last), mentions.get(last + 1)) != null) {
            last++;
        }
        return last;
    }

    /** What stands between two mentions, if it computes them with each other. */
    private @Nullable Operator operator(ColumnMention left, ColumnMention right) {
        int gap = right.span().start() - left.span().end();
        if (gap < 0 || gap > LONGEST_GAP || left.column() == right.column()) {
            return null;
        }
        String between = gap == 0
                ? ""
                : links.words(new Span(left.span().end(), right.span().start()));
        if (left.column().type() == ColumnType.DATE && right.column().type() == ColumnType.DATE) {
            boolean days = DAYS_ASKED.matcher(links.request().text()).find();
            return days
                            && (BETWEEN.matcher(between).matches()
                                    || MINUS.matcher(between).matches())
                    ? Operator.MINUS
                    : null;
        }
        if (left.column().type() != ColumnType.NUMBER || right.column().type() != ColumnType.NUMBER) {
            return null;
        }
        if (MINUS.matcher(between).matches()) {
            return Operator.MINUS;
        }
        if (TIMES.matcher(between).matches()) {
            return Operator.TIMES;
        }
        if (OVER.matcher(between).matches()) {
            return Operator.OVER;
        }
        boolean plus = PLUS.matcher(between).matches()
                || LISTED.matcher(between).matches()
                        && ADDED.matcher(links.request().text()).find();
        return plus ? Operator.PLUS : null;
    }

    /** The chain as one expression: products first, then from left to right. */
    private Optional<RowExpression> expression(List<ColumnMention> parts) {
        if (parts.get(0).column().type() == ColumnType.DATE) {
            if (parts.size() != 2) {
                return Optional.empty();
            }
            boolean minus = MINUS.matcher(between(parts, 0)).matches();
            RowExpression first = new RowExpression.Cell(parts.get(0).column());
            RowExpression second = new RowExpression.Cell(parts.get(1).column());
            return Optional.of(
                    new RowExpression.Binary(Operator.MINUS, minus ? first : second, minus ? second : first));
        }
        List<RowExpression> terms = new ArrayList<>();
        List<Operator> signs = new ArrayList<>();
        terms.add(new RowExpression.Cell(parts.get(0).column()));
        for (int i = 1; i < parts.size(); i++) {
            Operator operator = operator(parts.get(i - 1), parts.get(i));
            RowExpression cell = new RowExpression.Cell(parts.get(i).column());
            if (operator == Operator.TIMES || operator == Operator.OVER) {
                int last = terms.size() - 1;
                terms.set(last, new RowExpression.Binary(operator, terms.get(last), cell));
            } else if (operator != null) {
                signs.add(operator);
                terms.add(cell);
            }
        }
        boolean sum = signs.size() == parts.size() - 1 && signs.stream().allMatch(sign -> sign == Operator.PLUS);
        if (sum) {
            return Optional.of(new RowExpression.Sum(
                    parts.stream().map(ColumnMention::column).toList()));
        }
        RowExpression whole = terms.get(0);
        for (int i = 0; i < signs.size(); i++) {
            whole = new RowExpression.Binary(signs.get(i), whole, terms.get(i + 1));
        }
        return Optional.of(whole);
    }

    private String between(List<ColumnMention> parts, int first) {
        return links.words(new Span(
                parts.get(first).span().end(), parts.get(first + 1).span().start()));
    }

    private Links replaced(Links before, List<ColumnMention> parts, RowExpression expression) {
        Span span = new Span(
                parts.get(0).span().start(), parts.get(parts.size() - 1).span().end());
        Column computed = expression.column(links.words(span), before.table());
        double score = parts.stream().mapToDouble(ColumnMention::score).min().orElse(1);
        boolean days = parts.get(0).column().type() == ColumnType.DATE;
        return replaced(before, span, computed, score, days);
    }

    /** The links with a computed column that takes the place of whatever stood in a stretch. */
    static Links replaced(Links before, Span span, Column computed, double score, boolean days) {
        List<ColumnMention> columns = new ArrayList<>(before.columns());
        columns.removeIf(mention -> within(mention.span(), span));
        columns.add(new ColumnMention(span, computed, score, true));
        columns.sort(Comparator.comparingInt(mention -> mention.span().start()));
        List<CueMention> cues = new ArrayList<>(before.cues());
        cues.removeIf(cue -> within(cue.span(), span) || days && isOfDays(before, cue));
        List<String> unknown = new ArrayList<>(before.unknown());
        unknown.removeIf(word -> before.words(span).contains(word) || days && PASSING.contains(word));
        return before.with(before.table().with(List.of(computed)), columns, cues, unknown);
    }

    private static boolean within(Span inner, Span outer) {
        return inner.start() >= outer.start() && inner.end() <= outer.end();
    }

    /** "How many days" counts no rows, and neither "passed between" nor 相差 is a difference of groups. */
    private static boolean isOfDays(Links links, CueMention cue) {
        Matcher behind = Pattern.compile("^ ?(?:days?|天)")
                .matcher(links.request().text().substring(cue.span().end()));
        return cue.cue() == Cue.DIFFERENCE
                || cue.cue() == Cue.COUNT
                        && (behind.find() || links.words(cue.span()).endsWith("天"));
    }
}
