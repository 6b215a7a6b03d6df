package io.inkstone.documents.question;

import io.inkstone.documents.linking.ColumnMention;
import io.inkstone.documents.linking.Cue;
import io.inkstone.documents.linking.Links;
import io.inkstone.documents.linking.Span;
import io.inkstone.documents.question.Tokens.Token;
import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.ColumnType;
import io.inkstone.documents.sheet.Table;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Which columns a question wants to be answered from, and which it measures by. */
final class Targets {

    /** A column with what speaks against it. */
    record Scored(Column column, double penalty) {}

    /** A column to measure by, with what speaks against it and which end is asked for where the words say so. */
    record Measure(Column column, double penalty, Optional<Boolean> highest) {}

    private static final Pattern ASKING = Pattern.compile(
            "\\b(?:who|whom|whose|where|when|which|what|how long|how old|how tall|how far|how high|how big|how much|how many|name|tell me|list)\\b"
                    + "|谁|哪里|哪儿|什么时候|何时|哪个|哪些|哪位|哪家|什么");
    private static final Pattern NUMBERING = Pattern.compile("\\b(?:no|nr|number|#|rank|pos|id|index)\\b\\.?|#|序号|编号");
    private static final int FOCUS_WORDS = 4;

    private final Links links;
    private final Table table;
    private final String text;
    private final List<Token> tokens;
    private final Vocabulary vocabulary = Vocabulary.get();

    /** Where what is asked for begins to be named. */
    private final int focus;

    private final String asking;

    Targets(Links links) {
        this.links = links;
        this.table = links.table();
        this.text = links.request().text();
        this.tokens = Tokens.of(text);
        Matcher matcher = ASKING.matcher(text);
        boolean found = matcher.find();
        this.focus = found ? matcher.end() : 0;
        this.asking = found ? matcher.group() : "";
    }

    /** The word of asking, or nothing. */
    String asking() {
        return asking;
    }

    /** The columns that the answer may be taken from, by ascending penalty. */
    List<Scored> answers() {
        Map<Column, Double> found = new LinkedHashMap<>();
        for (ColumnMention mention : links.columns()) {
            int distance = mention.span().start() - focus;
            double place = distance >= 0 && distance <= 32 ? 0.003 * distance : 0.25;
            found.merge(mention.column(), (1 - mention.score()) * 0.4 + place, Math::min);
        }
        vocabulary.answer(asking).ifPresent(line -> merge(line, 0.08, found));
        int seen = 0;
        for (Token token : tokens) {
            if (token.span().start() < focus || FunctionWords.contains(token.text())) {
                continue;
            }
            if (seen >= FOCUS_WORDS) {
                break;
            }
            double penalty = 0.1 + 0.04 * seen;
            vocabulary.answer(token.text()).ifPresent(line -> merge(line, penalty, found));
            seen++;
        }
        Optional<Column> entity = entity();
        double unnamed = asking.equals("what")
                        && text.matches(".*\\bwhat(?:'s|s)? (?:is|was|were|are|our|their|\\S+ \\S+ do|the)\\b.*")
                ? 0.1
                : 0;
        entity.ifPresent(column -> found.merge(column, 0.22 + unnamed, Math::min));
        for (Column column : table.columns()) {
            if (column.type() == ColumnType.TEXT) {
                found.merge(column, 0.45, Math::min);
            }
        }
        return found.entrySet().stream()
                .map(entry -> new Scored(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingDouble(Scored::penalty))
                .limit(7)
                .toList();
    }

    private void merge(Vocabulary.Line line, double penalty, Map<Column, Double> found) {
        for (Column column : table.columns()) {
            line.rank(column).ifPresent(rank -> found.merge(column, penalty + 0.015 * rank, Math::min));
        }
    }

    /** The column that says what a row is: the first of texts that mostly differ, else the first of texts. */
    Optional<Column> entity() {
        List<Column> texts = table.columns().stream()
                .filter(column -> column.type() == ColumnType.TEXT
                        && !NUMBERING
                                .matcher(column.header().toLowerCase(java.util.Locale.ROOT))
                                .find())
                .toList();
        Optional<Column> differing = texts.stream()
                .filter(column -> column.distinctTexts().size() * 10 >= table.rows() * 7)
                .findFirst();
        return differing.isPresent() ? differing : texts.stream().findFirst();
    }

    /** The columns that a question may measure by: named, or meant by a quality. */
    List<Measure> measures() {
        Map<Column, Measure> found = new LinkedHashMap<>();
        for (ColumnMention mention : links.columns()) {
            if (mention.column().type() != ColumnType.TEXT) {
                put(found, new Measure(mention.column(), (1 - mention.score()) * 0.4, Optional.empty()));
            }
        }
        vocabulary.quality(text).ifPresent(line -> {
            for (Column column : table.columns()) {
                if (column.type() != ColumnType.TEXT) {
                    boolean age =
                            column.header().toLowerCase(java.util.Locale.ROOT).contains("age");
                    boolean high = line.words().contains("oldest") && !age ? false : line.highest();
                    line.rank(column)
                            .ifPresent(rank -> put(found, new Measure(column, 0.1 + 0.03 * rank, Optional.of(high))));
                }
            }
        });
        if (found.isEmpty()) {
            List<Column> numbers = table.columns().stream()
                    .filter(column -> column.type() == ColumnType.NUMBER && !isNumbering(column) && !isYears(column))
                    .toList();
            if (numbers.size() == 1) {
                put(found, new Measure(numbers.get(0), 0.35, Optional.empty()));
            }
        }
        return found.values().stream()
                .sorted(Comparator.comparingDouble(Measure::penalty))
                .toList();
    }

    private static void put(Map<Column, Measure> found, Measure measure) {
        found.merge(measure.column(), measure, (a, b) -> a.penalty() <= b.penalty() ? a : b);
    }

    static boolean isNumbering(Column column) {
        return NUMBERING
                .matcher(column.header().toLowerCase(java.util.Locale.ROOT))
                .find();
    }

    /** Whether a column of numbers holds years. */
    static boolean isYears(Column column) {
        return column.type() == ColumnType.NUMBER
                && IntStream.range(0, column.size())
                        .mapToDouble(column::number)
                        .allMatch(number -> Double.isNaN(number) || number >= 1000 && number <= 2100);
    }

    /** The column of days or years, if there is one. */
    Optional<Column> time() {
        return table.columns().stream()
                .filter(column -> column.type() == ColumnType.DATE
                        || isYears(column)
                                && column.header()
                                        .toLowerCase(java.util.Locale.ROOT)
                                        .matches(".*(?:year|season|date|年).*"))
                .findFirst();
    }

    /** What is counted: the columns named right behind "how many", within some words. */
    List<ColumnMention> counted() {
        return links.cues().stream()
                .filter(cue -> cue.cue() == Cue.COUNT)
                .map(cue -> cue.span())
                .min(Comparator.comparingInt(Span::start))
                .map(span -> links.columns().stream()
                        .filter(mention -> mention.span().start() >= span.start()
                                && mention.span().start() - span.end() <= 22)
                        .toList())
                .orElse(List.of());
    }
}
