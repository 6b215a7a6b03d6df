package io.inkstone.documents.linking;

import io.inkstone.documents.sheet.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the numbers that a request compares with, and how. */
final class NumberLinker {

    private static final String NUMBER =
            "(?<![\\p{L}\\p{N}.&&[^\\p{IsHan}]])[$¥€£]?(\\d[\\d,]*(?:\\.\\d+)?)\\s*(%|percent\\b|(?<=\\d)(?:k|m|bn)\\b|thousand\\b|million\\b|百万|千万|万|千|亿)?"
                    + "(?![\\p{L}\\p{N}&&[^\\p{IsHan}]])";

    private static final Pattern MONEY_SIGN = Pattern.compile("[$¥€£]|[元块]");
    private static final Pattern MONEY_NAME = Pattern.compile("^\\s*(?:dollars?|usd|yuan|rmb|bucks|euros?|元|块)");
    private static final Pattern LATER_OR_EARLIER =
            Pattern.compile("(?:(later than|after|晚于|迟于)|(?:earlier than|before|早于|先于))$");
    private static final int LONGEST_GAP = 30;

    /** What is counted in ten thousands without another unit is money, where the header says so. */
    private static final Optional<Unit> MONEY = Unit.named("元");

    private static final Pattern TIMES = Pattern.compile("\\bat least (once|twice)\\b");
    private static final Pattern SINGLE = Pattern.compile(NUMBER);
    private static final Pattern BETWEEN = Pattern.compile("(?:between|from|介于|在)?\\s*" + NUMBER
            + "\\s*(?:元|块|小时|天|件|个|台|hours?|units?|days?)?\\s*(?:and|to|-|~|–|到|至|和|与)\\s*" + NUMBER
            + "\\s*(?:元|块|小时|天|件|个|台)?\\s*(?:之间|间)?");

    private static final Map<Comparison, Pattern> BEFORE = Map.of(
            Comparison.AT_LEAST,
            before(
                    "at least|no less than|not less than|no fewer than|not below|minimum of|a minimum of|greater than or equal to|>=|≥|不少于|不低于|不小于|至少|大于等于|大于或等于|起码|达到|满"),
            Comparison.AT_MOST,
            before(
                    "at most|no more than|not more than|not above|not over|up to|maximum of|a maximum of|less than or equal to|<=|≤|不超过|不高于|不多于|不大于|至多|最多|小于等于|小于或等于"),
            Comparison.ABOVE,
            before(
                    "more than|greater than|higher than|larger than|bigger than|longer than|over|above|exceeds|exceeding|exceed|exceeded|upwards of|beyond|>|大于|超过|高于|多于|超出|超|长于|过"),
            Comparison.BELOW,
            before(
                    "less than|fewer than|lower than|smaller than|cheaper than|shorter than|under|below|beneath|<|小于|低于|少于|不足|不到|未满|不满|短于"),
            Comparison.EQUAL,
            before("exactly|equal to|equals|equal|=|等于|正好|恰好|刚好|为|是"));

    private static final String MEASURE =
            "\\s*(?:元|块钱|块|小时|分钟|秒|天|件|个|台|张|笔|次|分|人|岁|平方米|平米|平|公斤|吨|立方米|hours?|minutes?|mins?|seconds?|secs?|kg|km|units?|days?|dollars?|yuan|points?|pieces?|pcs)?\\s*";
    private static final Map<Comparison, Pattern> AFTER = Map.of(
            Comparison.AT_LEAST,
            after(
                    "or more|or above|or over|or higher|or greater|or longer|and above|and over|and up|and more|\\+|及以上|或以上|以上|或更多|及更多|起"),
            Comparison.AT_MOST,
            after("or less|or fewer|or below|or under|or lower|and below|and under|and less|及以下|或以下|以下|以内|之内|或更少"),
            Comparison.ABOVE,
            after("以外|多(?=的)"),
            Comparison.BELOW,
            after("不到"));

    private static Pattern before(String words) {
        return Pattern.compile("(?:" + words.replace("|", "\\s*|") + "\\s*)(?:a |the |了|约|about )?$");
    }

    private static Pattern after(String words) {
        return Pattern.compile("^" + MEASURE + "(?:" + words + ")(?! [$¥€£]?\\d)"); // "over 5 hours and under 10"
    }

    /**
     * Finds comparisons.
     *
     * @param taken stretches that mean something else: days, values, ordinals
     */
    List<NumberMention> link(RequestText request, List<Span> taken) {
        List<NumberMention> mentions = new ArrayList<>();
        Matcher between = BETWEEN.matcher(request.text());
        while (between.find()) {
            Span span = new Span(between.start(), between.end());
            if (free(span, taken)) {
                double factor = factor(between.group(4));
                double low = number(between.group(1))
                        * (between.group(2) == null && factor > 1 ? factor : factor(between.group(2)));
                mentions.add(new NumberMention(
                        span,
                        new Span(between.start(1), between.end(1)),
                        Comparison.AT_LEAST,
                        low,
                        isPercent(between.group(2)) || isPercent(between.group(4)),
                        isMoney(request.text(), span),
                        number(between.group(3)) * factor,
                        unitAfter(request.text(), between.end(4) < 0 ? between.end(3) : between.end(4)),
                        true));
            }
        }
        Matcher times = TIMES.matcher(request.text());
        while (times.find()) {
            Span span = new Span(times.start(), times.end());
            if (free(span, taken)) {
                double value = times.group(1).equals("twice") ? 2 : 1;
                mentions.add(new NumberMention(
                        span, span, Comparison.AT_LEAST, value, false, false, Double.NaN, Optional.empty(), true));
            }
        }
        Matcher single = SINGLE.matcher(request.text());
        while (single.find()) {
            Span span = new Span(single.start(), single.end());
            if (free(span, taken)
                    && mentions.stream().noneMatch(other -> other.span().overlaps(span))) {
                mentions.add(compare(request.text(), span, single));
            }
        }
        return mentions;
    }

    private static NumberMention compare(String text, Span number, Matcher matcher) {
        String left = text.substring(0, number.start());
        String right = text.substring(number.end());
        Optional<Unit.Following> following = Unit.beginning(right);
        Optional<Unit> unit =
                following.map(Unit.Following::unit).or(() -> factor(matcher.group(2)) > 1 ? MONEY : Optional.empty());
        double value = number(matcher.group(1)) * factor(matcher.group(2));
        boolean percent = isPercent(matcher.group(2));
        for (Map.Entry<Comparison, Pattern> entry : AFTER.entrySet()) {
            Matcher after = entry.getValue().matcher(right);
            if (after.find()) {
                Span span = new Span(number.start(), number.end() + after.end());
                return new NumberMention(
                        span, number, entry.getKey(), value, percent, isMoney(text, span), Double.NaN, unit, true);
            }
        }
        Optional<Said> said = saidAtEnd(left);
        return new NumberMention(
                new Span(
                        said.map(Said::start).orElse(number.start()),
                        number.end()
                                + (said.isPresent()
                                        ? following.map(Unit.Following::length).orElse(0)
                                        : 0)),
                number,
                said.map(Said::comparison).orElse(Comparison.EQUAL),
                value,
                percent,
                isMoney(text, number),
                Double.NaN,
                unit,
                said.isPresent());
    }

    private static Optional<Unit> unitAfter(String text, int end) {
        return Unit.beginning(text.substring(end)).map(Unit.Following::unit);
    }

    /** Comparing words at the end of a text, and where they begin. */
    private record Said(Comparison comparison, int start) {}

    private static Optional<Said> saidAtEnd(String text) {
        Said longest = null;
        for (Map.Entry<Comparison, Pattern> entry : BEFORE.entrySet()) {
            Matcher matcher = entry.getValue().matcher(text);
            if (matcher.find() && (longest == null || matcher.start() < longest.start())) {
                longest = new Said(entry.getKey(), matcher.start());
            }
        }
        return Optional.ofNullable(longest);
    }

    /** Columns of numbers with comparing words and no number between them. */
    List<ColumnComparison> compareColumns(
            RequestText request, List<ColumnMention> columns, List<NumberMention> numbers) {
        List<ColumnMention> numeric = columns.stream()
                .filter(mention -> mention.column().type() != ColumnType.TEXT)
                .toList();
        List<ColumnComparison> found = new ArrayList<>();
        for (ColumnMention left : numeric) {
            for (ColumnMention right : numeric) {
                int gap = right.span().start() - left.span().end();
                if (left.column() == right.column()
                        || left.column().type() != right.column().type()
                        || gap <= 0
                        || gap > LONGEST_GAP) {
                    continue;
                }
                Span between = new Span(left.span().end(), right.span().start());
                Span whole = new Span(left.span().start(), right.span().end());
                boolean free = numbers.stream()
                                .noneMatch(number -> number.span().overlaps(between))
                        && found.stream().noneMatch(other -> other.span().overlaps(whole));
                if (free) {
                    comparison(request.text(between))
                            .ifPresent(said -> found.add(new ColumnComparison(whole, left, said, right)));
                }
            }
        }
        return found;
    }

    /** The comparison at the end of some words, "their" and the like left aside. */
    private static Optional<Comparison> comparison(String words) {
        String bare = words.replaceAll("(?:\\b(?:the|their|its|a|an)\\b|各自的?|其|了|的)\\s*$", "");
        Matcher time = LATER_OR_EARLIER.matcher(bare.strip());
        if (time.find()) {
            return Optional.of(time.group(1) != null ? Comparison.ABOVE : Comparison.BELOW);
        }
        return saidAtEnd(bare.strip()).map(Said::comparison).filter(comparison -> comparison != Comparison.EQUAL);
    }

    private static boolean free(Span span, List<Span> taken) {
        return taken.stream().noneMatch(other -> other.overlaps(span));
    }

    private static boolean isMoney(String text, Span span) {
        return MONEY_SIGN.matcher(text.substring(span.start(), span.end())).find()
                || MONEY_NAME.matcher(text.substring(span.end())).find();
    }

    private static double number(String digits) {
        return Double.parseDouble(digits.replace(",", ""));
    }

    private static boolean isPercent(String unit) {
        return unit != null && (unit.equals("%") || unit.equals("percent"));
    }

    private static double factor(String unit) {
        if (unit == null) {
            return 1;
        }
        return switch (unit) {
            case "k", "thousand", "千" -> 1e3;
            case "万" -> 1e4;
            case "m", "million", "百万" -> 1e6;
            case "千万" -> 1e7;
            case "亿" -> 1e8;
            case "bn" -> 1e9;
            default -> 1;
        };
    }
}
