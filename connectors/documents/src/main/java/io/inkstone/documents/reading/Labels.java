package io.inkstone.documents.reading;

import io.inkstone.documents.linking.ColumnMention;
import io.inkstone.documents.linking.Cue;
import io.inkstone.documents.linking.CueMention;
import io.inkstone.documents.linking.Links;
import io.inkstone.documents.linking.Span;
import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.ColumnType;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a request counts or wants to be named: which one, who, when, the rows themselves. */
final class Labels {

    private static final int NEAR = 22;
    private static final double OF_ANOTHER = 0.3;
    private static final Pattern GIVEN =
            Pattern.compile("给(?:我|出|个)?(?:它的|其)?|\\b(?:give|tell|show) (?:me |us )?(?:its|the|their) ");

    private static final Pattern DESCRIBES = Pattern.compile(
            "^ (?:with|having|that (?:has|have|had|made|got|took|sold|saw)|who (?:has|had|made|sold|got)|whose) ");
    private static final Pattern DESCRIBED_BEFORE = Pattern.compile("的(?:那|这)?一?[个家位名台张笔条单类种]?$");
    private static final Pattern WHICH_NUMBER = Pattern.compile("哪个(?:数|值)");
    private static final Pattern MOST = Pattern.compile("most|fewest|least");
    private static final Pattern PEOPLE_COUNTED = Pattern.compile("[多几]少?个?人|几位|how many (?:people|persons)");
    private static final Pattern WHO = Pattern.compile("\\bwho\\b|谁|哪位");
    private static final Pattern DAY = Pattern.compile("(?:which|what) (?:day|date)|\\bwhen\\b|哪一?[天日]|什么时候|何时");
    private static final Pattern KIND = Pattern.compile("哪.{0,2}[类种]|kind|type|category|sort of");

    private final Links links;
    private final ConditionReader conditions;

    Labels(Links links, ConditionReader conditions) {
        this.links = links;
        this.conditions = conditions;
    }

    /** What "which" is answered with: the label named after it, the people for "who", the key for a row. */
    List<Measures.Scored> answers() {
        Optional<ColumnMention> named =
                toBeGiven().or(() -> nearestAfter(Cue.WHICH)).filter(this::isLabel);
        if (named.isEmpty()) {
            named = links.columns().stream().filter(this::isLabel).findFirst();
        }
        if (named.isPresent()) {
            ColumnMention first = named.get();
            return links.columns().stream()
                    .filter(mention -> mention.span().equals(first.span()) && isLabel(mention))
                    .map(mention -> new Measures.Scored(
                            mention.column(),
                            1
                                    - mention.score()
                                    - Measures.support(links, mention.column())
                                    - (isOfAnother(mention) ? OF_ANOTHER : 0)))
                    .toList();
        }
        return links.table().columns().stream()
                .filter(this::isUnnamedLabel)
                .limit(1)
                .map(column -> new Measures.Scored(column, 0.2))
                .toList();
    }

    /** "Give me its number", "请给商品名称": in what form the answer is wanted. */
    private Optional<ColumnMention> toBeGiven() {
        Matcher given = GIVEN.matcher(links.request().text());
        return given.find()
                ? links.columns().stream()
                        .filter(mention -> mention.span().start() >= given.end() && isLabel(mention))
                        .findFirst()
                : Optional.empty();
    }

    /** Whether the header begins as that of another column named for an answer: the device's number beside its name. */
    private boolean isOfAnother(ColumnMention mention) {
        String header = mention.column().header();
        return links.columns().stream()
                .filter(other -> other.column() != mention.column()
                        && !other.span().equals(mention.span())
                        && other.column().type() == ColumnType.TEXT)
                .map(other -> other.column().header())
                .anyMatch(other -> header.length() > 2
                        && other.length() > 2
                        && header.regionMatches(true, 0, other, 0, header.codePointAt(0) > 0x2E80 ? 2 : 4));
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
            return Headers.isPerson(column) && !Headers.isKeyNamed(column);
        }
        return KIND.matcher(text).find() ? Headers.isKind(column) : column.isKey();
    }

    private boolean isLabel(ColumnMention mention) {
        if (asksForDay() && mention.column().type() != ColumnType.DATE) {
            return false;
        }
        boolean fits = !WHO.matcher(links.request().text()).find()
                || DAY.matcher(links.request().text()).find()
                || Headers.isPerson(mention.column());
        return fits
                && (mention.column().type() != ColumnType.NUMBER || Headers.holdsYears(mention.column()))
                && !conditions.isConsumed(mention);
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
                                && column.span().start() - mention.span().end() <= NEAR))
                .min(Comparator.comparingInt(
                                (ColumnMention mention) -> mention.span().start())
                        .thenComparingDouble(mention -> -mention.score()));
    }

    /** The last mention of a column of texts, also where a condition uses it: "materials whose name ends in … how many kinds". */
    Optional<ColumnMention> last() {
        return links.columns().stream()
                .filter(mention -> mention.column().type() == ColumnType.TEXT)
                .reduce((first, second) -> second);
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
        return described(mention -> mention.column().isKey() && mention.column().type() == ColumnType.TEXT)
                || superlatives()
                        .anyMatch(top -> links.cues().stream()
                                .anyMatch(cue -> cue.cue() == Cue.ROWS
                                        && DESCRIBES
                                                .matcher(between(cue.span(), top))
                                                .find()));
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
        List<Column> people =
                links.table().columns().stream().filter(Headers::isPerson).toList();
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

    /** "产量合计是多少件", "total weight … how many": a column is named, and the sum of it. */
    boolean sumsNumbers(List<Measures.Scored> named) {
        return !named.isEmpty()
                && links.cues().stream()
                        .filter(cue -> cue.cue() == Cue.SUM)
                        .map(CueMention::span)
                        .anyMatch(sum -> links.columns().stream()
                                .filter(mention -> named.stream().anyMatch(one -> one.column() == mention.column()))
                                .anyMatch(mention -> mention.span().end() == sum.start()));
    }

    /** Whether columns of numbers are named which neither a condition nor the count uses, so that something was not understood. */
    boolean namesUnusedNumbers(Optional<ColumnMention> counted) {
        return links.columns().stream()
                .anyMatch(mention -> mention.column().type() == ColumnType.NUMBER
                        && counted.map(one -> one.column() != mention.column()
                                        && !one.span().equals(mention.span()))
                                .orElse(true)
                        && mention.score() >= 0.7
                        && !links.namesTable(mention.span())
                        && !Headers.isKeyNamed(mention.column())
                        && !conditions.isConsumed(mention));
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

    /** "The largest order": rows named right behind a superlative. */
    boolean ordersRows() {
        return superlatives()
                .anyMatch(top -> links.cues().stream()
                        .anyMatch(cue -> cue.cue() == Cue.ROWS && cue.span().start() - top.end() == 1));
    }
}
