package io.inkstone.documents.reading;

import io.inkstone.connector.ConnectorException;
import io.inkstone.documents.linking.ColumnComparison;
import io.inkstone.documents.linking.ColumnMention;
import io.inkstone.documents.linking.Cue;
import io.inkstone.documents.linking.CueMention;
import io.inkstone.documents.linking.DateMention;
import io.inkstone.documents.linking.Links;
import io.inkstone.documents.linking.NumberMention;
import io.inkstone.documents.linking.Span;
import io.inkstone.documents.linking.TextMention;
import io.inkstone.documents.linking.ValueMention;
import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.ColumnType;
import io.inkstone.documents.sketch.Condition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads from the links which rows a request takes. Each phrase becomes a slot with one or more readings; every slot has to
 * be used, and each only once, so that no condition is invented and none is lost.
 */
final class ConditionReader {

    /** A phrase and its readings, the likeliest first. */
    record Slot(Span span, List<Option> options) {}

    private static final Set<String> YES = Set.of("yes", "y", "true", "是", "有", "√", "✓");
    private static final Set<String> NO = Set.of("no", "n", "false", "否", "无");
    private static final int NEAR = 14;
    private static final double SURE_OF_FLAG = 0.8;

    private static final Pattern TO = Pattern.compile("\\bto (?:the )?$|[到往]$");
    private static final Pattern FROM = Pattern.compile("\\bfrom (?:the )?$|[从自]$");
    private static final Pattern ORIGIN = Pattern.compile("origin|from|depart|source|出发|始发|发货|起点");
    private static final Pattern DESTINATION = Pattern.compile("dest|\\bto\\b|arriv|target|目的|到达|收货|终点");

    private final Links links;
    private final List<Slot> slots = new ArrayList<>();
    private final Set<ColumnMention> consumed = new HashSet<>();

    private ConditionReader(Links links) {
        this.links = links;
    }

    /**
     * Reads the conditions.
     *
     * @throws ConnectorException refused, when a phrase fits several values equally well or fits nothing
     */
    static ConditionReader read(Links links) {
        ConditionReader reader = new ConditionReader(links);
        reader.values();
        reader.texts();
        reader.flags();
        reader.blanks();
        reader.comparisonsOfColumns();
        reader.numbers();
        reader.dates();
        reader.missingNumbers();
        reader.refuseLooseNegations();
        reader.slots.sort(Comparator.comparingInt(slot -> slot.span().start()));
        return reader;
    }

    List<Slot> slots() {
        return slots;
    }

    /** Whether a mention of a column belongs to a condition rather than to what is computed. */
    boolean isConsumed(ColumnMention mention) {
        return consumed.contains(mention);
    }

    private void values() {
        Map<Span, List<ValueMention>> bySpan = new LinkedHashMap<>();
        links.values()
                .forEach(value -> bySpan.computeIfAbsent(value.span(), any -> new ArrayList<>())
                        .add(value));
        bySpan.forEach((span, mentions) -> {
            List<ValueMention> clear = mentions.stream()
                    .filter(mention -> mention.values().size() == 1)
                    .toList();
            if (clear.isEmpty()) {
                ValueMention several = mentions.get(0);
                throw Refusals.ambiguousValue(links, span, several.column(), several.values());
            }
            double best = clear.stream().mapToDouble(ValueMention::score).max().orElse(1);
            List<Option> options = clear.stream()
                    .map(mention -> new Option(
                            new Condition.In(mention.column(), mention.values(), negated(span)),
                            best - mention.score() + headerPenalty(mention)))
                    .sorted(Comparator.comparingDouble(Option::penalty))
                    .toList();
            consumeHeadersBeside(span, options);
            boolean said = slots.stream()
                    .anyMatch(slot -> slot.options()
                            .get(0)
                            .condition()
                            .equals(options.get(0).condition()));
            if (!said) {
                slots.add(new Slot(span, options));
            }
        });
    }

    /** What cells have to hold: in the column named beside it, else in those where some cell does. */
    private void texts() {
        for (TextMention text : links.texts()) {
            List<Option> options = new ArrayList<>();
            for (Column column : links.table().columns()) {
                Condition.Contains condition =
                        new Condition.Contains(column, text.part(), text.place(), negated(text.span()));
                if (column.type() != ColumnType.TEXT || !holdsSome(condition)) {
                    continue;
                }
                int distance = links.columns().stream()
                        .filter(mention -> mention.column() == column)
                        .mapToInt(mention -> mention.span().distance(text.span()))
                        .min()
                        .orElse(1000);
                options.add(new Option(condition, distance <= 30 ? distance * 0.003 : column.isKey() ? 0.2 : 0.15));
                links.columns().stream()
                        .filter(mention -> mention.column() == column && distance <= 30)
                        .forEach(consumed::add);
            }
            if (options.isEmpty()) {
                throw Refusals.unknown(links, links.words(text.span()));
            }
            options.sort(Comparator.comparingDouble(Option::penalty));
            slots.add(new Slot(text.span(), options));
        }
    }

    private static boolean holdsSome(Condition.Contains condition) {
        String part = condition.part();
        return condition.column().distinctTexts().stream()
                .map(text -> text.toLowerCase(Locale.ROOT))
                .anyMatch(text -> switch (condition.place()) {
                    case START -> text.startsWith(part);
                    case END -> text.endsWith(part);
                    case ANYWHERE -> text.contains(part);
                });
    }

    /** A value found in several columns belongs to the one whose header is named close by. */
    private double headerPenalty(ValueMention value) {
        boolean named = links.columns().stream()
                .anyMatch(column ->
                        column.column() == value.column() && column.span().distance(value.span()) <= NEAR);
        return (named ? 0 : 0.05) + (goesTheOtherWay(value) ? 0.15 : 0);
    }

    /** "To Rotterdam" is said of a destination, "from Rotterdam" of an origin. */
    private boolean goesTheOtherWay(ValueMention value) {
        String before = links.request().text().substring(0, value.span().start());
        return TO.matcher(before).find() && Headers.fits(ORIGIN, value.column())
                || FROM.matcher(before).find() && Headers.fits(DESTINATION, value.column());
    }

    /** "East region": the header beside its value says nothing more. */
    private void consumeHeadersBeside(Span span, List<Option> options) {
        for (ColumnMention mention : links.columns()) {
            boolean ofValue =
                    options.stream().anyMatch(option -> option.condition().column() == mention.column());
            if (ofValue && mention.span().distance(span) <= 8) {
                consumed.add(mention);
            }
        }
    }

    /** A negation that negates nothing of what was read must not be passed over: it turns the request around. */
    private void refuseLooseNegations() {
        for (CueMention cue : links.cues()) {
            if (cue.cue() == Cue.NEGATION && slots.stream().noneMatch(slot -> negates(cue.span(), slot.span()))) {
                throw Refusals.unknown(links, links.words(cue.span()));
            }
        }
    }

    private static boolean negates(Span negation, Span slot) {
        return negation.end() <= slot.start() && slot.start() - negation.end() <= 12
                || slot.start() <= negation.start() && negation.end() <= slot.end();
    }

    private boolean negated(Span span) {
        return links.cues().stream()
                .filter(cue -> cue.cue() == Cue.NEGATION && cue.span().end() <= span.start())
                .anyMatch(cue -> {
                    int gap = span.start() - cue.span().end();
                    boolean between = links.columns().stream()
                            .anyMatch(column ->
                                    column.span().start() >= cue.span().end()
                                            && column.span().end() <= span.start()
                                            && column.column().type() == ColumnType.NUMBER);
                    return gap <= 12 && !between;
                });
    }

    /** A yes-or-no column is a condition when its header is named: "remote employees", "返修的工单". */
    private void flags() {
        for (ColumnMention mention : links.columns()) {
            Column column = mention.column();
            boolean decided = slots.stream()
                    .flatMap(slot -> slot.options().stream())
                    .anyMatch(option -> option.condition().column() == column);
            Optional<String> yes = valueAmong(column, YES);
            Optional<String> no = valueAmong(column, NO);
            if (decided
                    || mention.score() < SURE_OF_FLAG
                    || yes.isEmpty()
                    || column.distinctTexts().size() > 2) {
                continue;
            }
            boolean negated = negated(mention.span());
            Condition condition = negated && no.isPresent()
                    ? new Condition.In(column, List.of(no.get()), false)
                    : new Condition.In(column, List.of(yes.get()), negated);
            slots.add(new Slot(mention.span(), List.of(new Option(condition, 0))));
            consumed.add(mention);
        }
    }

    private static Optional<String> valueAmong(Column column, Set<String> words) {
        return column.distinctTexts().stream()
                .filter(text -> words.contains(text.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    private void blanks() {
        for (CueMention cue : links.cues()) {
            if (cue.cue() != Cue.BLANK && cue.cue() != Cue.FILLED) {
                continue;
            }
            links.columns().stream()
                    .min(Comparator.comparingInt(mention -> mention.span().distance(cue.span())))
                    .ifPresent(mention -> {
                        boolean filled = (cue.cue() == Cue.FILLED) != negated(cue.span());
                        Condition blank = new Condition.Blank(mention.column(), filled);
                        slots.add(new Slot(cue.span(), List.of(new Option(blank, 0))));
                        consumed.add(mention);
                    });
        }
    }

    /** "How many have no score": a number that is missing, when rows are counted. */
    private void missingNumbers() {
        if (!links.asks(Cue.COUNT)) {
            return;
        }
        for (ColumnMention mention : links.columns()) {
            boolean number = mention.column().type() != ColumnType.TEXT;
            if (number && !consumed.contains(mention) && negated(mention.span())) {
                Condition blank = new Condition.Blank(mention.column(), false);
                slots.add(new Slot(mention.span(), List.of(new Option(blank, 0))));
                consumed.add(mention);
            }
        }
    }

    private void comparisonsOfColumns() {
        for (ColumnComparison held : links.comparisons()) {
            Condition against = new Condition.Against(
                    held.left().column(), held.comparison(), held.right().column());
            slots.add(new Slot(held.span(), List.of(new Option(against, 0))));
            consumed.add(held.left());
            consumed.add(held.right());
        }
    }

    private void numbers() {
        NumberReadings readings = new NumberReadings(links, consumed);
        for (NumberMention number : links.numbers()) {
            List<Option> options = readings.options(number);
            if (options.isEmpty()) {
                throw Refusals.unknown(links, links.words(number.span()));
            }
            slots.add(new Slot(number.span(), options));
        }
    }

    private void dates() {
        for (DateMention date : links.dates()) {
            List<Column> columns = links.table().columns().stream()
                    .filter(column -> column.type() == ColumnType.DATE)
                    .toList();
            if (columns.isEmpty()) {
                throw Refusals.noDateColumn(links, links.words(date.span()));
            }
            Optional<ColumnMention> nearest = DateColumns.nearest(links, date.span());
            nearest.ifPresent(consumed::add);
            List<Option> options = columns.stream()
                    .map(column -> new Option(
                            DateColumns.condition(column, date), DateColumns.penalty(links, column, nearest)))
                    .sorted(Comparator.comparingDouble(Option::penalty))
                    .collect(Collectors.toCollection(ArrayList::new));
            slots.add(new Slot(date.span(), options));
        }
    }
}
