package io.inkstone.documents.reading;

import io.inkstone.documents.linking.ColumnMention;
import io.inkstone.documents.linking.Links;
import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.ColumnType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Which column a request computes with or measures by. */
final class Measures {

    /** A column with what speaks against it. */
    record Scored(Column column, double penalty) {}

    private static final double SURE = 0.89;
    private static final double EQUALLY_GOOD = 0.12;
    private static final double MONEY = 0.15;
    private static final double MONEY_OF_VERB = 0.08;
    private static final double MONEY_OF_ANOTHER_VERB = 0.3;

    private static final Pattern MONEY_ASKED =
            Pattern.compile("money|how much|billed|invoiced|order value|order size|多少钱|钱|开票|多少元|花了多少|卖了多少|花费多少");

    /** Verbs and the columns of money that they go with. */
    private static final Map<Pattern, Pattern> VERBS = Map.of(
            Pattern.compile("\\b(?:sold|sell|selling|made|make|earned|took in|brought in)\\b|卖|售"),
            Pattern.compile("sales|revenue|turnover|销售|营业|营收"),
            Pattern.compile("\\b(?:spent|spend|cost|paid)\\b|花|支出|费了|收了"),
            Pattern.compile("cost|expense|spend|fee|费|支出|成本|花费"),
            Pattern.compile("\\b(?:billed|invoiced)\\b|开票"),
            Pattern.compile("^amount|invoice|billed|fee|charge|^金额|开票|费"),
            Pattern.compile("\\b(?:refunded|returned)\\b|退"),
            Pattern.compile("refund|return|退"),
            Pattern.compile("\\bapproved\\b|批"),
            Pattern.compile("approved|批准|核准"));

    private static final Pattern LATEST_OR_EARLIEST =
            Pattern.compile("latest|earliest|newest|oldest|most recent|\\bfirst\\b|\\blast\\b|最早|最晚|最近|最新|最后");

    private final Links links;
    private final ConditionReader conditions;
    private final Labels labels;

    Measures(Links links, ConditionReader conditions, Labels labels) {
        this.links = links;
        this.conditions = conditions;
        this.labels = labels;
    }

    /** Columns of numbers that the request names for computing; if none, one that a condition uses; if none, the only one. */
    List<Scored> numeric() {
        List<Scored> named = named();
        if (!named.isEmpty()) {
            return named;
        }
        List<Scored> shared = scored(mention -> mention.column().type() == ColumnType.NUMBER, 0.2);
        if (!shared.isEmpty()) {
            return shared;
        }
        List<Scored> money = money();
        if (!money.isEmpty()) {
            return money;
        }
        List<Column> all = links.table().columns().stream()
                .filter(column -> column.type() == ColumnType.NUMBER)
                .toList();
        return all.size() == 1 ? List.of(new Scored(all.get(0), 0.3)) : List.of();
    }

    /** Columns of numbers named for computing, or meant by a question for money. */
    List<Scored> namedOrMoney() {
        List<Scored> named = named();
        return named.isEmpty() ? money() : named;
    }

    /** "How much money", "卖了多少钱": the column of money that the verb fits, else every column of money. */
    private List<Scored> money() {
        String text = links.request().text();
        if (!MONEY_ASKED.matcher(text).find()) {
            return List.of();
        }
        List<Column> money = Headers.moneyColumns(links.table());
        Optional<Pattern> verb = VERBS.entrySet().stream()
                .filter(entry -> entry.getKey().matcher(text).find())
                .map(Map.Entry::getValue)
                .findFirst();
        List<Column> fitting = money.stream()
                .filter(column -> verb.isPresent() && Headers.fits(verb.get(), column))
                .toList();
        double penalty = verb.isEmpty() ? MONEY : fitting.isEmpty() ? MONEY_OF_ANOTHER_VERB : MONEY_OF_VERB;
        return (fitting.isEmpty() ? money : fitting)
                .stream().map(column -> new Scored(column, penalty)).toList();
    }

    /** Columns of numbers that the request names and no condition uses. */
    List<Scored> named() {
        return scored(mention -> mention.column().type() == ColumnType.NUMBER && !conditions.isConsumed(mention), 0);
    }

    /** What an order may go by: numbers, and days when the words ask for the latest or earliest. */
    List<Scored> ordered() {
        List<Scored> days = LATEST_OR_EARLIEST.matcher(links.request().text()).find() ? daysToOrderBy() : List.of();
        List<Scored> named = named();
        if (!named.isEmpty()) {
            List<Scored> all = new ArrayList<>(named);
            days.forEach(day -> all.add(new Scored(day.column(), day.penalty() + 0.3)));
            return all;
        }
        if (!days.isEmpty()) {
            return days;
        }
        List<Scored> numeric = numeric();
        return numeric.isEmpty() && labels.ordersRows()
                ? Headers.moneyColumns(links.table()).stream()
                        .map(column -> new Scored(column, 0.2))
                        .toList()
                : numeric;
    }

    /** Whether the words ask for the latest or earliest, and there are days. */
    boolean ordersByDay() {
        return LATEST_OR_EARLIEST.matcher(links.request().text()).find()
                && named().isEmpty()
                && !daysToOrderBy().isEmpty();
    }

    private List<Scored> daysToOrderBy() {
        List<Scored> named = scored(mention -> mention.column().type() == ColumnType.DATE, 0);
        if (!named.isEmpty()) {
            return named;
        }
        return links.table().columns().stream()
                .filter(column -> column.type() == ColumnType.DATE)
                .map(column -> new Scored(column, 0.1))
                .toList();
    }

    /** The mentions that fit, each column once; a mention counts less the later it stands. */
    private List<Scored> scored(Predicate<ColumnMention> wanted, double base) {
        Predicate<ColumnMention> fits = wanted.and(mention -> !Headers.isNumberedKey(mention.column())
                && (!Headers.holdsYears(mention.column())
                        || LATEST_OR_EARLIEST.matcher(links.request().text()).find()));
        Map<Column, Double> best = new LinkedHashMap<>();
        int place = 0;
        int lastStart = -1;
        for (ColumnMention mention : links.columns()) {
            if (!fits.test(mention)) {
                continue;
            }
            if (lastStart >= 0 && mention.span().start() != lastStart) {
                place++;
            }
            lastStart = mention.span().start();
            best.merge(mention.column(), base + 1 - likeliness(mention, fits) + 0.2 * place, Math::min);
        }
        List<Scored> result = new ArrayList<>();
        best.forEach((column, penalty) -> result.add(new Scored(column, penalty - support(links, column))));
        return result;
    }

    /** Parts of headers are as good as each other: which of two charges "the charge" is only the user knows. */
    private double likeliness(ColumnMention mention, Predicate<ColumnMention> fits) {
        return links.columns().stream()
                .filter(fits.and(other -> other.span().equals(mention.span())
                        && mention.score() < SURE
                        && other.score() < SURE
                        && other.score() - mention.score() < EQUALLY_GOOD))
                .mapToDouble(ColumnMention::score)
                .max()
                .orElse(mention.score());
    }

    /** A header of which a second part is named elsewhere in the request is likelier meant: "which device, give me its number". */
    static double support(Links links, Column column) {
        long places = links.columns().stream()
                .filter(mention -> mention.column() == column)
                .map(ColumnMention::span)
                .distinct()
                .count();
        return places > 1 ? 0.05 : 0;
    }
}
