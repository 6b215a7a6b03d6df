package io.inkstone.documents.question;

import io.inkstone.documents.linking.ColumnMention;
import io.inkstone.documents.linking.Comparison;
import io.inkstone.documents.linking.Cue;
import io.inkstone.documents.linking.CueMention;
import io.inkstone.documents.linking.DateMention;
import io.inkstone.documents.linking.Links;
import io.inkstone.documents.linking.NumberMention;
import io.inkstone.documents.linking.Span;
import io.inkstone.documents.linking.TextMention;
import io.inkstone.documents.linking.ValueMention;
import io.inkstone.documents.question.Tokens.Token;
import io.inkstone.documents.reading.DateColumns;
import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.ColumnType;
import io.inkstone.documents.sketch.Condition;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Finds the stretches of a question that may say which rows are meant: values and parts of them, numbers, times. */
final class ClueFinder {

    private static final Pattern YEARS = Pattern.compile("year|season|date|years|年份|年度|年");
    private static final Pattern NEGATING = Pattern.compile(
            "(?:besides|other than|except|excluding|apart from|aside from|not|n't|never|without|no|non|than|除了|不是)\\s(?:\\S+\\s){0,2}$");
    private static final int MOST_TEXTS = 20_000;
    private static final int LONGEST_PHRASE = 6;

    private final Links links;
    private final String text;
    private final List<Token> tokens;
    private final boolean[] covered;
    private final List<Clue> clues = new ArrayList<>();

    /** Content words that name nothing. */
    private final List<Token> unexplained = new ArrayList<>();

    private ClueFinder(Links links) {
        this.links = links;
        this.text = links.request().text();
        this.tokens = Tokens.of(text);
        this.covered = new boolean[text.length() + 1];
    }

    static ClueFinder find(Links links) {
        ClueFinder finder = new ClueFinder(links);
        finder.values();
        finder.dates();
        finder.numbers();
        links.columns().forEach(column -> finder.cover(column.span()));
        finder.phrases();
        finder.clues.sort(Comparator.comparingInt(clue -> clue.span().start()));
        return finder;
    }

    List<Clue> clues() {
        return clues;
    }

    List<Token> unexplained() {
        return unexplained;
    }

    private void cover(Span span) {
        for (int i = span.start(); i < span.end(); i++) {
            covered[i] = true;
        }
    }

    private boolean isCovered(Span span) {
        return IntStream.range(span.start(), span.end()).anyMatch(i -> covered[i]);
    }

    private void add(Span span, List<Clue.Reading> readings, double dropping) {
        List<Clue.Reading> sorted = readings.stream()
                .sorted(Comparator.comparingDouble(Clue.Reading::penalty))
                .limit(6)
                .toList();
        clues.add(new Clue(span, sorted, dropping));
        cover(span);
    }

    private boolean negated(Span span) {
        String before = text.substring(0, span.start());
        return NEGATING.matcher(before.substring(Math.max(0, before.length() - 28)))
                        .find()
                && !before.endsWith("more than ")
                && !before.endsWith("less than ");
    }

    private void values() {
        Map<Span, List<ValueMention>> bySpan = new LinkedHashMap<>();
        links.values()
                .forEach(value -> bySpan.computeIfAbsent(value.span(), any -> new ArrayList<>())
                        .add(value));
        bySpan.forEach((span, mentions) -> {
            List<Clue.Reading> readings = new ArrayList<>();
            double best = 0;
            for (ValueMention mention : mentions) {
                boolean named = isNear(mention.column(), span);
                double several = mention.values().size() > 1 ? 0.08 : 0;
                double penalty = (1 - mention.score()) * 0.4 + several + (named ? 0 : 0.03);
                Condition condition = new Condition.In(mention.column(), mention.values(), negated(span));
                readings.add(new Clue.Reading(condition, penalty));
                best = Math.max(best, mention.score());
            }
            add(span, readings, best >= 0.9 ? 0.6 : 0.35);
        });
    }

    private boolean isNear(Column column, Span span) {
        return links.columns().stream()
                .anyMatch(
                        mention -> mention.column() == column && mention.span().distance(span) <= 14);
    }

    // --- times ---

    private void dates() {
        for (DateMention date : links.dates()) {
            List<Clue.Reading> readings = new ArrayList<>();
            Optional<ColumnMention> nearest = DateColumns.nearest(links, date.span());
            for (Column column : links.table().columns()) {
                if (column.type() == ColumnType.DATE) {
                    Condition condition = DateColumns.condition(column, date);
                    readings.add(new Clue.Reading(condition, DateColumns.penalty(links, column, nearest)));
                } else if (column.type() == ColumnType.NUMBER) {
                    yearsOf(column, date, readings);
                } else {
                    timesInTexts(column, date, readings);
                }
            }
            add(date.span(), readings, readings.isEmpty() ? 0.3 : 0.6);
        }
    }

    private static void yearsOf(Column column, DateMention date, List<Clue.Reading> readings) {
        boolean years = IntStream.range(0, column.size())
                .mapToDouble(column::number)
                .allMatch(number -> Double.isNaN(number) || (number >= 1000 && number <= 2100));
        if (!years || !date.months().isEmpty()) {
            return;
        }
        LocalDate from = date.from();
        LocalDate until = date.until();
        double penalty = YEARS.matcher(column.header().toLowerCase(Locale.ROOT)).find() ? 0 : 0.15;
        if (from != null && until != null) {
            int first = from.getYear();
            int last = until.minusDays(1).getYear();
            Condition condition = first == last
                    ? new Condition.Compares(column, Comparison.EQUAL, first)
                    : new Condition.Between(column, first, last);
            readings.add(new Clue.Reading(condition, penalty));
        } else if (from != null) {
            readings.add(
                    new Clue.Reading(new Condition.Compares(column, Comparison.AT_LEAST, from.getYear()), penalty));
        } else if (until != null) {
            readings.add(new Clue.Reading(new Condition.Compares(column, Comparison.BELOW, until.getYear()), penalty));
        }
    }

    /** A year, a month or a day as cells of text write it. */
    private void timesInTexts(Column column, DateMention date, List<Clue.Reading> readings) {
        List<String> written = new ArrayList<>();
        if (date.months().size() == 1) {
            written.add(monthName(date.months().get(0)));
            written.add(monthName(date.months().get(0)).substring(0, 3));
        }
        LocalDate from = date.from();
        LocalDate until = date.until();
        if (from != null && until != null) {
            if (until.equals(from.plusYears(1))) {
                written.add(String.valueOf(from.getYear()));
            } else if (until.equals(from.plusDays(1))) {
                String month = monthName(from.getMonthValue());
                written.add(month + " " + from.getDayOfMonth() + ", " + from.getYear());
                written.add(from.getDayOfMonth() + " " + month + " " + from.getYear());
                written.add(month + " " + from.getDayOfMonth());
                written.add(from.getDayOfMonth() + " " + month);
            } else if (until.equals(from.plusMonths(1))) {
                written.add(monthName(from.getMonthValue()) + " " + from.getYear());
            }
        }
        for (String part : written) {
            if (column.distinctTexts().stream()
                    .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(part))) {
                boolean time =
                        YEARS.matcher(column.header().toLowerCase(Locale.ROOT)).find();
                readings.add(new Clue.Reading(
                        new Condition.Contains(column, part, TextMention.Place.ANYWHERE, negated(date.span())),
                        time ? 0.02 : 0.15));
                return;
            }
        }
    }

    private static String monthName(int month) {
        return java.time.Month.of(month)
                .getDisplayName(java.time.format.TextStyle.FULL, Locale.ENGLISH)
                .toLowerCase(Locale.ROOT);
    }

    // --- numbers ---

    private void numbers() {
        for (NumberMention number : links.numbers()) {
            if (isCovered(number.number())) {
                continue;
            }
            List<Clue.Reading> readings = new ArrayList<>();
            for (Column column : links.table().columns()) {
                if (column.type() == ColumnType.NUMBER) {
                    numberIn(column, number, readings);
                }
            }
            if (!number.stated()) {
                List<Clue.Reading> texts = phraseReadings(
                        text.substring(number.number().start(), number.number().end()));
                texts.forEach(reading -> readings.add(new Clue.Reading(reading.condition(), reading.penalty() + 0.1)));
            }
            add(number.span(), readings, 0.45);
        }
    }

    private void numberIn(Column column, NumberMention number, List<Clue.Reading> readings) {
        boolean stated = number.stated();
        Condition condition = Double.isNaN(number.upper())
                ? new Condition.Compares(column, number.comparison(), number.value())
                : new Condition.Between(column, number.value(), number.upper());
        long holding = IntStream.range(0, column.size())
                .filter(row -> holds(condition, column.number(row)))
                .count();
        double distance = links.columns().stream()
                .filter(mention -> mention.column() == column)
                .mapToDouble(mention -> Math.min(0.25, mention.span().distance(number.span()) * 0.006))
                .min()
                .orElse(0.3);
        if (holding == 0 && !stated) {
            return;
        }
        double useless = holding == 0 || holding == column.size() ? 0.2 : 0;
        readings.add(new Clue.Reading(condition, distance + useless));
    }

    private static boolean holds(Condition condition, double cell) {
        if (condition instanceof Condition.Compares compares) {
            return !Double.isNaN(cell) && compares.comparison().holds(cell, compares.value());
        }
        Condition.Between between = (Condition.Between) condition;
        return cell >= between.low() && cell <= between.high();
    }

    // --- parts of texts ---

    private void phrases() {
        for (int first = 0; first < tokens.size(); first++) {
            int taken = longestPhrase(first);
            if (taken > 0) {
                first += taken - 1;
            } else {
                Token token = tokens.get(first);
                if (!isCovered(token.span()) && !isCueOrFunction(token)) {
                    unexplained.add(token);
                }
            }
        }
    }

    /** How many words from here stand together in a cell; 0 for none. */
    private int longestPhrase(int first) {
        int most = Math.min(LONGEST_PHRASE, tokens.size() - first);
        for (int count = most; count >= 1; count--) {
            Span span = new Span(
                    tokens.get(first).span().start(),
                    tokens.get(first + count - 1).span().end());
            boolean content = isContent(tokens.get(first)) && isContent(tokens.get(first + count - 1));
            if (!content || isCovered(span)) {
                continue;
            }
            List<Clue.Reading> readings = phraseReadings(text.substring(span.start(), span.end()));
            if (!readings.isEmpty()) {
                add(span, readings, count > 1 ? 0.5 : 0.3);
                return count;
            }
        }
        return 0;
    }

    private boolean isContent(Token token) {
        return !isCueOrFunction(token) && token.text().length() > 1;
    }

    private boolean isCueOrFunction(Token token) {
        return FunctionWords.contains(token.text())
                || links.cues().stream()
                        .map(CueMention::span)
                        .anyMatch(span -> span.start() <= token.span().start()
                                && token.span().end() <= span.end()
                                && cueAt(span) != Cue.ROWS);
    }

    private Cue cueAt(Span span) {
        return links.cues().stream()
                .filter(mention -> mention.span().equals(span))
                .map(CueMention::cue)
                .findFirst()
                .orElse(Cue.ROWS);
    }

    private List<Clue.Reading> phraseReadings(String phrase) {
        String singular = Tokens.stem(phrase);
        List<Clue.Reading> readings = new ArrayList<>();
        for (Column column : links.table().columns()) {
            List<String> texts = column.distinctTexts();
            if (texts.isEmpty() || texts.size() > MOST_TEXTS) {
                continue;
            }
            String found = texts.stream().anyMatch(text -> holdsWords(text, phrase))
                    ? phrase
                    : singular.length() > 3 && texts.stream().anyMatch(text -> holdsWordsStarting(text, singular))
                            ? singular
                            : "";
            if (found.isEmpty()) {
                continue;
            }
            Span span = new Span(0, 1);
            int at = text.indexOf(phrase);
            boolean negated = at >= 0 && negated(new Span(at, at + Math.max(1, phrase.length())));
            List<String> whole =
                    texts.stream().filter(text -> text.equalsIgnoreCase(found)).toList();
            Condition condition = whole.isEmpty()
                    ? new Condition.Contains(column, found, TextMention.Place.ANYWHERE, negated)
                    : new Condition.In(column, whole, negated);
            double share = (double) texts.stream()
                            .filter(text -> text.toLowerCase(Locale.ROOT).contains(found))
                            .count()
                    / texts.size();
            readings.add(new Clue.Reading(
                    condition,
                    0.05 + (whole.isEmpty() ? 0.04 : 0) + (share > 0.8 ? 0.2 : 0) + (found.equals(phrase) ? 0 : 0.05)));
        }
        return readings;
    }

    private static boolean holdsWords(String cell, String phrase) {
        return Vocabulary.holds(cell.toLowerCase(Locale.ROOT), phrase);
    }

    private static boolean holdsWordsStarting(String cell, String stem) {
        String folded = cell.toLowerCase(Locale.ROOT);
        int at = folded.indexOf(stem);
        return at >= 0 && (at == 0 || !Character.isLetterOrDigit(folded.charAt(at - 1)));
    }

    /** The columns that the question names. */
    List<ColumnMention> columns() {
        return links.columns();
    }
}
