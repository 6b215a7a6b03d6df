package io.inkstone.documents.formula;

import io.inkstone.documents.linking.ColumnMention;
import io.inkstone.documents.linking.Cue;
import io.inkstone.documents.linking.CueMention;
import io.inkstone.documents.linking.Links;
import io.inkstone.documents.linking.Span;
import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.ColumnType;
import io.inkstone.documents.sheet.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which column a request computes with, measures by or answers with. */
final class Measures {

    /** A column with what speaks against it. */
    record Scored(Column column, double penalty) {}

    private static final double SURE = 0.89;
    private static final double EQUALLY_GOOD = 0.12;

    private static final Pattern RATE = Pattern.compile(
            "price|rate|score|discount|percent|age\\b|level|lead time|unit cost|per |rating|ratio|margin %|"
                    + "单价|价格|率|评分|得分|绩效|分数|年龄|折扣|单位成本|级别|周期");
    private static final Pattern MONEY_ASKED =
            Pattern.compile("money|how much|order value|order size|多少钱|钱|多少元|花了多少|卖了多少|花费多少");
    private static final Pattern MONEY_HEADER =
            Pattern.compile("(?:amount|sales|revenue|cost|value|spend|expense|salary|pay|fee|total)(?!.*(?:per|unit))"
                    + "|(?<!unit )cost$|金额|额|费|款|工资|收入|支出|成本(?<!单位成本)");

    /** Verbs and the columns of money that they go with. */
    private static final Map<Pattern, Pattern> VERBS = Map.of(
            Pattern.compile("\\b(?:sold|sell|selling|made|make|earned|took in|brought in)\\b|卖|售"),
            Pattern.compile("sales|revenue|turnover|销售|营业|营收"),
            Pattern.compile("\\b(?:spent|spend|cost|paid)\\b|花|支出|费了"),
            Pattern.compile("cost|expense|spend|fee|费|支出|成本|花费"),
            Pattern.compile("\\bapproved\\b|批"),
            Pattern.compile("approved|批准|核准"));

    private static final Pattern DESCRIBES = Pattern.compile(
            "^ (?:with|having|that (?:has|have|had|made|got|took|sold|saw)|who (?:has|had|made|sold|got)|whose) ");
    private static final Pattern DESCRIBED_BEFORE = Pattern.compile("的(?:那|这)?一?[个家位名台张笔条单类种]?$");

    private static final Pattern WHICH_NUMBER = Pattern.compile("哪个(?:数|值)");
    private static final Pattern MOST = Pattern.compile("most|fewest|least");
    private static final Pattern PEOPLE_COUNTED = Pattern.compile("[多几]少?个?人|几位|how many (?:people|persons)");
    private static final Pattern WHO = Pattern.compile("\\bwho\\b|谁|哪位");
    private static final Pattern DAY = Pattern.compile("(?:which|what) (?:day|date)|\\bwhen\\b|哪一?[天日]|什么时候|何时");
    private static final Pattern KIND = Pattern.compile("哪.{0,2}[类种]|kind|type|category|sort of");
    private static final Pattern KIND_HEADER = Pattern.compile("category|type|line|kind|class|类|种");

    private static final Pattern PERSON = Pattern.compile(
            "name|employee|\\brep\\b|person|staff|owner|manager|driver|physician|doctor|teacher|agent|reader|author"
                    + "|customer|guest|student|patient|candidate|姓名|员工|人员|司机|医生|老师|客户|成员|人$|员$|师$");
    private static final Set<String> COMMON_WORDS =
            Set.of("id", "no", "nr", "number", "ref", "code", "date", "day", "号", "编", "日", "期", "单", "时", "间");
    private static final Pattern KEY_HEADER =
            Pattern.compile("\\b(?:id|no|nr|number|code|ref)\\b\\.?$|#|编号|单号|学号|序号|号$");
    private static final Pattern LATEST_OR_EARLIEST =
            Pattern.compile("latest|earliest|newest|oldest|most recent|\\bfirst\\b|\\blast\\b|最早|最晚|最近|最新|最后");

    private final Links links;
    private final ConditionReader conditions;

    Measures(Links links, ConditionReader conditions) {
        this.links = links;
        this.conditions = conditions;
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
        List<Column> money = moneyColumns(links.table());
        Optional<Pattern> verb = VERBS.entrySet().stream()
                .filter(entry -> entry.getKey().matcher(text).find())
                .map(Map.Entry::getValue)
                .findFirst();
        List<Column> fitting = money.stream()
                .filter(column -> verb.isPresent() && headerFits(verb.get(), column))
                .toList();
        return (fitting.isEmpty() ? money : fitting)
                .stream().map(column -> new Scored(column, 0.15)).toList();
    }

    /** The columns of amounts of money, prices of a single piece left out. */
    static List<Column> moneyColumns(Table table) {
        return table.columns().stream()
                .filter(column -> column.type() == ColumnType.NUMBER && headerFits(MONEY_HEADER, column))
                .toList();
    }

    private static boolean headerFits(Pattern pattern, Column column) {
        return pattern.matcher(column.header().toLowerCase(Locale.ROOT)).find();
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
        boolean rowsInOrder = superlatives()
                .anyMatch(top -> links.cues().stream()
                        .anyMatch(cue -> cue.cue() == Cue.ROWS && cue.span().start() - top.end() == 1));
        return numeric.isEmpty() && rowsInOrder
                ? moneyColumns(links.table()).stream()
                        .map(column -> new Scored(column, 0.2))
                        .toList()
                : numeric;
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
        Predicate<ColumnMention> fits = wanted.and(mention -> !isNumberedKey(mention.column()));
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
        best.forEach((column, penalty) -> result.add(new Scored(column, penalty - support(column))));
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
    private double support(Column column) {
        long places = links.columns().stream()
                .filter(mention -> mention.column() == column)
                .map(ColumnMention::span)
                .distinct()
                .count();
        return places > 1 ? 0.05 : 0;
    }

    /** What "which" is answered with: the label named after it, the people for "who", the key for a row. */
    List<Scored> labels() {
        Optional<ColumnMention> named = nearestAfter(Cue.WHICH).filter(this::isLabel);
        if (named.isEmpty()) {
            named = links.columns().stream().filter(this::isLabel).findFirst();
        }
        if (named.isPresent()) {
            ColumnMention first = named.get();
            return links.columns().stream()
                    .filter(mention -> mention.span().equals(first.span()) && isLabel(mention))
                    .map(mention -> new Scored(mention.column(), 1 - mention.score() - support(mention.column())))
                    .toList();
        }
        return links.table().columns().stream()
                .filter(this::isUnnamedLabel)
                .limit(1)
                .map(column -> new Scored(column, 0.2))
                .toList();
    }

    /** The people for "who", the day for "when", the kind for "what kind of", else the key of a row. */
    private boolean isUnnamedLabel(Column column) {
        String text = links.request().text();
        if (DAY.matcher(text).find()) {
            return column.type() == ColumnType.DATE;
        }
        if (column.type() != ColumnType.TEXT) {
            return false;
        }
        if (WHO.matcher(text).find()) {
            return headerFits(PERSON, column);
        }
        return KIND.matcher(text).find() ? headerFits(KIND_HEADER, column) : column.isKey();
    }

    private boolean isLabel(ColumnMention mention) {
        boolean fits = !WHO.matcher(links.request().text()).find()
                || DAY.matcher(links.request().text()).find()
                || headerFits(PERSON, mention.column());
        return fits && mention.column().type() != ColumnType.NUMBER && !conditions.isConsumed(mention);
    }

    /** Whether words name the column that tells rows apart, and so the rows themselves. */
    boolean namesKey(Span span) {
        return links.columns().stream()
                .anyMatch(mention ->
                        mention.span().equals(span) && mention.column().isKey());
    }

    /** What is counted: the mention right before a closing word ("门店数量"), or the first behind the word. */
    Optional<ColumnMention> counted() {
        Optional<ColumnMention> before = links.cues().stream()
                .filter(cue -> cue.cue() == Cue.COUNT)
                .flatMap(cue -> links.columns().stream()
                        .filter(column -> !conditions.isConsumed(column)
                                && column.span().end() == cue.span().start()))
                .findFirst();
        return before.or(() -> nearestAfter(Cue.COUNT));
    }

    /** The free mention that stands first behind a word of asking, within some twenty characters. */
    Optional<ColumnMention> nearestAfter(Cue cue) {
        return links.cues().stream()
                .filter(mention -> mention.cue() == cue)
                .flatMap(mention -> links.columns().stream()
                        .filter(column -> !conditions.isConsumed(column)
                                && column.span().start() >= mention.span().start()
                                && column.span().start() - mention.span().end() <= 22))
                .min(Comparator.comparingInt(
                                (ColumnMention mention) -> mention.span().start())
                        .thenComparingDouble(mention -> -mention.score()));
    }

    Optional<ColumnMention> firstFree() {
        return links.columns().stream()
                .filter(mention -> !conditions.isConsumed(mention))
                .max(Comparator.comparingDouble(ColumnMention::score));
    }

    /** Whether the request wants to know which one: by a word for it, or because a label is described by its place. */
    boolean asksWhich() {
        boolean number = WHICH_NUMBER.matcher(links.request().text()).find();
        return (links.asks(Cue.WHICH) && !number) || described(this::isFreeLabel) || rowDescribed();
    }

    /** Whether it asks which one without saying by what order. */
    boolean asksForOne() {
        String text = links.request().text();
        boolean asked = links.request().chinese()
                ? links.asks(Cue.WHICH) && !WHICH_NUMBER.matcher(text).find()
                : text.matches("(?:which|who|when|where)\\b.*");
        return asked && !links.asks(Cue.COUNT) && !links.asks(Cue.DISTINCT);
    }

    String askingWords() {
        return links.cues().stream()
                .filter(cue -> cue.cue() == Cue.WHICH)
                .map(cue -> links.words(cue.span()))
                .findFirst()
                .orElse("where");
    }

    /** "The order with the highest amount": a row is described, not a group of rows. */
    boolean rowDescribed() {
        return superlatives()
                .anyMatch(top -> links.cues().stream()
                        .anyMatch(cue -> cue.cue() == Cue.ROWS
                                && DESCRIBES.matcher(between(cue.span(), top)).find()));
    }

    /** "The most bugs": what stands behind the word for most is counted. */
    boolean countsMost() {
        return superlatives()
                .anyMatch(top -> MOST.matcher(links.words(top)).matches()
                        && links.values().stream()
                                .anyMatch(value -> value.span().start() - top.end() == 1));
    }

    /** "How many people": the column of people, when a row is not one person. */
    Optional<Column> people() {
        List<Column> people = links.table().columns().stream()
                .filter(column -> column.type() == ColumnType.TEXT && headerFits(PERSON, column))
                .toList();
        boolean asked = PEOPLE_COUNTED.matcher(links.request().text()).find();
        return asked && people.size() == 1
                ? people.stream().filter(column -> !column.isKey()).findFirst()
                : Optional.empty();
    }

    /** Whether the request speaks of rows as such: orders, trips, records. */
    boolean speaksOfRows() {
        return links.asks(Cue.ROWS)
                || links.columns().stream()
                        .anyMatch(mention -> !conditions.isConsumed(mention)
                                && mention.column().isKey());
    }

    /** Whether it asks for the day of something, which is itself the answer. */
    boolean asksForDay() {
        return DAY.matcher(links.request().text()).find();
    }

    /** "Total orders": rows named right behind the word for a sum. */
    boolean totalOfRows() {
        return links.cues().stream()
                .filter(cue -> cue.cue() == Cue.SUM)
                .anyMatch(sum -> links.cues().stream()
                        .anyMatch(rows -> rows.cue() == Cue.ROWS
                                && rows.span().start() >= sum.span().end()
                                && rows.span().start() - sum.span().end() <= 1));
    }

    private boolean described(Predicate<ColumnMention> fits) {
        return superlatives()
                .anyMatch(top -> links.columns().stream().filter(fits).anyMatch(mention -> isDescribed(mention, top)));
    }

    /** "The rep with the most units", "销售额最高的门店", "top rep". */
    private boolean isDescribed(ColumnMention label, Span superlative) {
        String behind = between(superlative, label.span());
        return DESCRIBES.matcher(between(label.span(), superlative)).find()
                || DESCRIBED_BEFORE.matcher(behind).find()
                || (behind.equals(" ") && !label.column().isKey());
    }

    /** Whether a column's header shares a word with the header of the column that tells rows apart, or with the sheet's name. */
    static boolean belongsToRow(Column column, Table table) {
        Set<String> words = new HashSet<>(words(table.sheet()));
        table.columns().stream()
                .filter(other -> other != column && other.type() != ColumnType.DATE && other.isKey())
                .forEach(other -> words.addAll(words(other.header())));
        return words(column.header()).stream().anyMatch(words::contains);
    }

    private static List<String> words(String header) {
        return Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})|[^\\p{L}]+|(?<=\\p{IsHan})(?=\\p{IsHan})")
                .splitAsStream(header)
                .map(word -> word.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty() && !COMMON_WORDS.contains(word))
                .toList();
    }

    private boolean isFreeLabel(ColumnMention mention) {
        return isLabel(mention) && mention.column().type() == ColumnType.TEXT;
    }

    private Stream<Span> superlatives() {
        return links.cues().stream()
                .filter(cue -> cue.cue() == Cue.MAX || cue.cue() == Cue.MIN)
                .map(CueMention::span);
    }

    private String between(Span left, Span right) {
        return left.end() <= right.start() ? links.words(new Span(left.end(), right.start())) : "";
    }

    /** Whether a column of numbers only numbers the rows. */
    static boolean isNumberedKey(Column column) {
        return column.type() == ColumnType.NUMBER && headerFits(KEY_HEADER, column) && column.isKey();
    }

    /** Whether adding up a column makes little sense: prices, scores, rates. */
    static boolean isRate(Column column) {
        return headerFits(RATE, column);
    }
}
