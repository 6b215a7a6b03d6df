package io.inkstone.documents.linking;

import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.ColumnType;
import io.inkstone.documents.sheet.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Links a request to a table: gathers what each linker finds and settles which reading of each stretch stands. */
public final class RequestLinker {

    /** Readings of the same words are kept side by side when they are this close. */
    private static final double CLOSE = 0.12;

    private static final double WHOLE = 0.9;

    /** "Best = 1": says how places are counted, and compares with nothing. */
    private static final Pattern COUNTED_FROM = Pattern.compile(
            "\\(? ?\\b(?:"
                    + "best|highest|top|largest|biggest|dearest|cheapest|lowest|most \\p{L}+|first)(?: \\p{L}+)? ?= ?1\\b ?\\)?"
                    + "|\\(? ?\\b1 ?= ?(?:the )?(?:best|highest|top|largest|biggest|dearest|cheapest|lowest|most \\p{L}+)(?: \\p{L}+)? ?\\)?");

    /** Words that name a number of something, not the thing. */
    private static final Pattern NUMBERING = Pattern.compile("ids?|no|nr|numbers?|codes?|refs?|编号|号码?|单号|代码");

    private static final Pattern SAID_TO_BE = Pattern.compile(" ?(?:is|are|was|=|equals|of|为|是|等于) ?");
    private static final String QUOTES = "\"'“”‘’「」『』";
    private static final Pattern THIS = Pattern.compile("(?:这[个台张条位家笔批单份套项]?|\\bthis )$");
    private static final Pattern REGARDLESS = Pattern.compile("不管|不论|无论|不分|\\b(?:regardless|irrespective) of");

    private final ColumnLinker columnLinker = new ColumnLinker();
    private final ValueLinker valueLinker = new ValueLinker();
    private final DateLinker dateLinker = new DateLinker();
    private final NumberLinker numberLinker = new NumberLinker();
    private final TextLinker textLinker = new TextLinker();
    private final CueLinker cueLinker = new CueLinker();

    /** A column or value with its stretch and score, to be settled against the others. */
    private record Reading(Span span, double score, Object mention) {
        double weight() {
            return span.length() * score;
        }
    }

    /**
     * Links a request to a table.
     *
     * @param today the day that "last month" counts from
     */
    public Links link(String requestText, Table table, LocalDate today) {
        RequestText request = RequestText.of(requestText);
        List<TextMention> texts = textLinker.link(request);
        List<Span> parts = texts.stream().map(TextMention::span).toList();
        Map<Column, List<ValueMention>> anywhere = new LinkedHashMap<>();
        table.columns().forEach(column -> anywhere.put(column, valueLinker.link(request, column, parts)));
        List<Span> noTimes = new ArrayList<>(parts);
        noTimes.addAll(withDigits(request, anywhere));
        List<DateMention> dates = dateLinker.link(request, today, noTimes);
        List<Span> times = new ArrayList<>(parts);
        dates.forEach(date -> times.add(date.span()));
        List<ColumnMention> columns = new ArrayList<>();
        List<ValueMention> values = new ArrayList<>();
        anywhere.forEach((column, found) -> {
            columns.addAll(columnLinker.link(request, column));
            values.addAll(dates.isEmpty() ? found : valueLinker.link(request, column, times));
        });
        Optional<Ordinal> ordinal = cueLinker.ordinal(request);

        List<Span> fixed = new ArrayList<>(times);
        fixed.addAll(countedFrom(request));
        ordinal.ifPresent(found -> fixed.add(found.span()));
        settle(request, columns, values, fixed);

        List<Span> regardless = regardless(request, columns);
        mergeNeighbours(request, columns);
        List<Span> taken = new ArrayList<>(fixed);
        taken.addAll(regardless);
        values.forEach(value -> taken.add(value.span()));
        columns.stream().filter(RequestLinker::hidesCues).forEach(column -> taken.add(column.span()));
        List<NumberMention> numbers = numberLinker.link(request, taken);
        numbers.forEach(number -> taken.add(number.span()));
        List<CueMention> cues = new ArrayList<>(cueLinker.link(request, taken));
        columns.replaceAll(column -> cues.stream().anyMatch(cue -> asksForReason(cue, column))
                ? new ColumnMention(column.span(), column.column(), 1, true)
                : column);
        cues.removeIf(cue -> columns.stream().anyMatch(column -> asksForReason(cue, column)));
        cues.replaceAll(cue -> asksForColumn(cue, columns) ? new CueMention(cue.span(), Cue.WHICH) : cue);
        columns.removeIf(column -> swallowed(column, cues));
        singleSigns(request, table, columns, values);
        List<ColumnComparison> comparisons = numberLinker.compareColumns(request, columns, numbers);

        List<Span> explained = new ArrayList<>(fixed);
        numbers.forEach(number -> explained.add(number.span()));
        comparisons.forEach(comparison -> explained.add(comparison.span()));
        cues.forEach(cue -> explained.add(cue.span()));
        explained.addAll(regardless);
        List<String> unknown = new Leftovers(request, table).unknown(columns, values, explained);
        columns.removeIf(column -> isApposition(request, column));
        columns.sort(Comparator.comparingInt(mention -> mention.span().start()));
        values.sort(Comparator.comparingInt(mention -> mention.span().start()));
        return new Links(request, table, columns, values, numbers, comparisons, dates, texts, cues, ordinal, unknown);
    }

    /** "这台机器" behind its number, "this order": says again what was named. */
    private static boolean isApposition(RequestText request, ColumnMention column) {
        return THIS.matcher(request.text().substring(0, column.span().start())).find();
    }

    /** "Final maths" names one column twice, in parts of its header: 期末 数学 more surely than 期末 英语. */
    private static void mergeNeighbours(RequestText request, List<ColumnMention> columns) {
        List<ColumnMention> merged = new ArrayList<>();
        for (ColumnMention first : columns) {
            for (ColumnMention second : columns) {
                int gap = second.span().start() - first.span().end();
                boolean beside = gap >= 0
                        && gap <= 1
                        && request.text()
                                .substring(first.span().end(), second.span().start())
                                .isBlank();
                if (first.column() == second.column() && beside) {
                    double score = 1 - (1 - first.score()) * (1 - second.score());
                    Span both = new Span(first.span().start(), second.span().end());
                    merged.add(new ColumnMention(both, first.column(), score, true));
                }
            }
        }
        columns.removeIf(column -> merged.stream().anyMatch(both -> both.span().contains(column.span())));
        columns.addAll(merged);
    }

    /** "(Regardless of status)", "不管审批状态": a column that decides nothing. */
    private static List<Span> regardless(RequestText request, List<ColumnMention> columns) {
        List<Span> said = new ArrayList<>();
        REGARDLESS
                .matcher(request.text())
                .results()
                .forEach(words -> columns.stream()
                        .filter(column -> column.span().start() >= words.end()
                                && column.span().start() - words.end() <= 4)
                        .findFirst()
                        .ifPresent(column ->
                                said.add(new Span(words.start(), column.span().end()))));
        columns.removeIf(column -> said.stream().anyMatch(span -> span.contains(column.span())));
        return said;
    }

    private static List<Span> countedFrom(RequestText request) {
        return COUNTED_FROM
                .matcher(request.text())
                .results()
                .map(note -> new Span(note.start(), note.end()))
                .toList();
    }

    /** Values such as "2024-A" are no days. */
    private static List<Span> withDigits(RequestText request, Map<Column, List<ValueMention>> values) {
        return values.values().stream()
                .flatMap(List::stream)
                .filter(value -> value.score() >= 1 && hasDigit(request.text(value.span())))
                .map(ValueMention::span)
                .toList();
    }

    private static boolean hasDigit(String text) {
        return text.chars().anyMatch(Character::isDigit);
    }

    /** A header named in several words is no cue, even when one of its words would be. */
    private static boolean hidesCues(ColumnMention column) {
        return column.score() >= 1 || (column.score() >= 0.75 && column.span().length() > 2 && column.several());
    }

    /** "Why" is more than is computed, unless there is a column of reasons. */
    private static boolean asksForReason(CueMention cue, ColumnMention column) {
        return cue.cue() == Cue.UNSUPPORTED && column.span().contains(cue.span());
    }

    /** "Which month" of a table with a column of months asks for one of them. */
    private static boolean asksForColumn(CueMention cue, List<ColumnMention> columns) {
        return cue.cue() == Cue.GROUPED
                && columns.stream()
                        .anyMatch(column -> cue.span().contains(column.span())
                                && column.score() >= WHOLE
                                && column.column().type() != ColumnType.DATE);
    }

    private static boolean swallowed(ColumnMention column, List<CueMention> cues) {
        return cues.stream()
                .anyMatch(cue -> cue.cue() != Cue.ROWS
                        && !(cue.cue() == Cue.WHICH && column.score() >= WHOLE)
                        && cue.span().contains(column.span())
                        && (column.score() < 1
                                || cue.span().length() > column.span().length()));
    }

    /** Of overlapping readings the longer and surer stays, with those of the same words that are nearly as sure. */
    private static void settle(
            RequestText request, List<ColumnMention> columns, List<ValueMention> values, List<Span> fixed) {
        List<Reading> readings = new ArrayList<>();
        columns.forEach(column -> readings.add(new Reading(column.span(), column.score(), column)));
        // A value as written says more than a header, for whoever types it means rows; a part of one says less.
        values.forEach(value -> {
            double bonus = value.score() >= 1 ? 0.02 : value.score() < WHOLE ? -0.1 : 0;
            readings.add(new Reading(value.span(), value.score() + bonus, value));
        });
        readings.sort(Comparator.comparingDouble(Reading::weight).reversed());
        List<Reading> kept = new ArrayList<>();
        for (Reading reading : readings) {
            boolean free = fixed.stream().noneMatch(span -> span.overlaps(reading.span()));
            boolean stands = kept.stream()
                    .allMatch(other -> !other.span().overlaps(reading.span())
                            || (other.span().equals(reading.span())
                                    && other.mention().getClass()
                                            == reading.mention().getClass()
                                    && other.score() - reading.score() <= CLOSE));
            if (free && stands) {
                kept.add(reading);
            }
        }
        columns.removeIf(column -> kept.stream().noneMatch(reading -> reading.mention() == column));
        values.removeIf(value -> kept.stream().noneMatch(reading -> reading.mention() == value));
        keepKeys(request, columns);
    }

    /** "Loans" names the rows of a table keyed by "Loan No", not its "Loan Days". */
    private static void keepKeys(RequestText request, List<ColumnMention> columns) {
        List<ColumnMention> keys = columns.stream()
                .filter(mention -> mention.column().isKey() && mention.column().type() != ColumnType.NUMBER)
                .filter(mention ->
                        !NUMBERING.matcher(request.text(mention.span())).matches())
                .toList();
        columns.removeIf(mention -> mention.score() < WHOLE
                && (!mention.column().isKey() || mention.column().type() == ColumnType.DATE)
                && keys.stream().anyMatch(key -> key.span().equals(mention.span())));
    }

    /** "Rating is A", "评级为A". */
    private static boolean isSaidToBe(RequestText request, Span column, Span sign) {
        return column.end() <= sign.start()
                && SAID_TO_BE
                        .matcher(request.text().substring(column.end(), sign.start()))
                        .matches();
    }

    private static boolean isQuoted(RequestText request, Span span) {
        return span.start() > 0
                && span.end() < request.text().length()
                && QUOTES.indexOf(request.text().charAt(span.start() - 1)) >= 0
                && QUOTES.indexOf(request.text().charAt(span.end())) >= 0;
    }

    /** Values that are mere signs count only in quotes or right beside their column's header: "grade A", "甲班组". */
    private static void singleSigns(
            RequestText request, Table table, List<ColumnMention> columns, List<ValueMention> values) {
        for (Column column : table.columns()) {
            for (String value : column.distinctTexts()) {
                String folded = RequestText.fold(value);
                if (!ValueLinker.isSign(folded) || column.distinctTexts().size() > 100) {
                    continue;
                }
                for (Span span : request.find(folded)) {
                    boolean beside = columns.stream()
                            .anyMatch(mention -> mention.column() == column
                                    && !mention.span().overlaps(span)
                                    && (mention.span().distance(span) <= 1
                                            || isSaidToBe(request, mention.span(), span)));
                    beside |= isQuoted(request, span);
                    boolean taken = values.stream()
                                    .anyMatch(other -> other.span().overlaps(span))
                            || columns.stream().anyMatch(other -> other.span().overlaps(span));
                    if (beside && !taken) {
                        values.add(new ValueMention(span, column, List.of(value), 0.9));
                    }
                }
            }
        }
    }
}
