package io.inkstone.documents.reading;

import io.inkstone.documents.linking.ColumnMention;
import io.inkstone.documents.linking.DateMention;
import io.inkstone.documents.linking.Links;
import io.inkstone.documents.linking.Span;
import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.ColumnType;
import io.inkstone.documents.sketch.RowExpression;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tables with a column for each month or quarter: a stretch of time then names columns and not rows. "April to June" becomes
 * the sum of three columns, "July" the column itself.
 */
final class PeriodColumns {

    private static final String MONTHS =
            "(?<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?|(?<number>1[0-2]|[1-9])月份?";
    private static final Pattern PERIOD = Pattern.compile("^(?:(?:19|20)\\d\\d[ -]?年?)?(?:" + MONTHS
            + "|q(?<quarter>[1-4])|第?(?<han>[一二三四])季度)(?:[ -]?(?:19|20)\\d\\d)?(?= |$|[\\p{IsHan}（(])");
    private static final Pattern WHOLE = Pattern.compile(
            "full[- ]year|whole year|entire year|all year|year total|annual total|all (?:months|quarters)|全年|整年|一年|[三3]个月|四个季度|所有月份|各月|(?:1|一)(?:月?到|至|-)(?:6|12|六|十二)月");
    private static final int LEAST = 3;

    private final Links links;

    /** By what the header says besides its period, the columns by their first month. */
    private final Map<String, TreeMap<Integer, Column>> groups = new LinkedHashMap<>();

    /** The stretches that columns were put in place of. */
    private final Set<Span> placed = new HashSet<>();

    private int monthsEach = 1;

    private PeriodColumns(Links links) {
        this.links = links;
        for (Column column : links.table().own()) {
            Matcher matcher = PERIOD.matcher(column.header().toLowerCase(Locale.ROOT));
            if (column.type() == ColumnType.NUMBER && matcher.find()) {
                String rest = column.header().substring(matcher.end()).strip();
                groups.computeIfAbsent(rest, any -> new TreeMap<>()).put(firstMonth(matcher), column);
            }
        }
        groups.values().removeIf(columns -> columns.size() < LEAST);
    }

    private int firstMonth(Matcher matcher) {
        if (matcher.group("month") != null) {
            return "janfebmaraprmayjunjulaugsepoctnovdec".indexOf(matcher.group("month")) / 3 + 1;
        }
        if (matcher.group("number") != null) {
            return Integer.parseInt(matcher.group("number"));
        }
        monthsEach = 3;
        return 3
                        * (matcher.group("quarter") != null
                                ? Integer.parseInt(matcher.group("quarter")) - 1
                                : "一二三四".indexOf(matcher.group("han")))
                + 1;
    }

    /** The links with columns in place of the stretches of time that name them; the same where the table has no such columns. */
    static Links of(Links links) {
        PeriodColumns finder = new PeriodColumns(links);
        if (finder.groups.isEmpty()) {
            return links;
        }
        Links result = links;
        List<DateMention> left = new ArrayList<>();
        for (DateMention date : links.dates()) {
            Optional<List<Integer>> months = finder.months(date);
            Optional<Links> replaced = Optional.empty();
            if (months.isPresent()) {
                replaced = finder.replaced(result, date.span(), months.get());
            }
            if (replaced.isPresent()) {
                result = replaced.get();
            } else if (!finder.isYearOfSheet(date)) {
                left.add(date);
            }
        }
        Matcher whole = WHOLE.matcher(links.request().text());
        if (whole.find() && result == links) {
            Optional<Links> replaced = finder.replaced(result, new Span(whole.start(), whole.end()), List.of());
            if (replaced.isPresent()) {
                return replaced.get().withDates(left);
            }
        }
        return result.withDates(left);
    }

    /** "2025" beside a sheet called "Spend 2025" says nothing more; nor does it where nothing else names a year. */
    private boolean isYearOfSheet(DateMention date) {
        if (date.from() == null
                || date.until() == null
                || !date.until().equals(date.from().plusYears(1))) {
            return false;
        }
        return isYear(date.from().getYear());
    }

    private boolean isYear(int year) {
        Matcher named = Pattern.compile("(?:19|20)\\d\\d").matcher(links.table().sheet());
        return !named.find() || named.group().equals(Integer.toString(year));
    }

    private Optional<List<Integer>> months(DateMention date) {
        if (!date.months().isEmpty()) {
            return Optional.of(date.months());
        }
        if (date.from() == null || date.until() == null) {
            return Optional.empty();
        }
        List<Integer> months = new ArrayList<>();
        int last = date.until().minusDays(1).getMonthValue();
        boolean sameYear = date.from().getYear() == date.until().minusDays(1).getYear();
        if (!sameYear
                || !isYear(date.from().getYear())
                || date.from().plusYears(1).equals(date.until())) {
            return Optional.empty();
        }
        for (int month = date.from().getMonthValue(); month <= last; month++) {
            months.add(month);
        }
        return Optional.of(months);
    }

    /** With a column for these months, or for all when the list is empty. */
    private Optional<Links> replaced(Links before, Span span, List<Integer> months) {
        Map.Entry<String, TreeMap<Integer, Column>> group = group(before);
        List<Column> columns = new ArrayList<>();
        int covered = 0;
        for (Map.Entry<Integer, Column> entry : group.getValue().entrySet()) {
            boolean taken = months.isEmpty() || months.contains(entry.getKey());
            if (taken) {
                columns.add(entry.getValue());
                covered += monthsEach;
            }
        }
        if (columns.isEmpty() || !months.isEmpty() && covered != months.size()) {
            return Optional.empty();
        }
        List<ColumnMention> mentions = new ArrayList<>(before.columns());
        mentions.removeIf(mention -> !placed.contains(mention.span())
                && groups.values().stream()
                        .anyMatch(any -> any.containsValue(mention.column()) && !columns.contains(mention.column())));
        placed.add(span);
        mentions.removeIf(mention ->
                mention.span().start() >= span.start() && mention.span().end() <= span.end());
        if (columns.size() == 1) {
            mentions.removeIf(mention -> columns.contains(mention.column()) && !placed.contains(mention.span()));
            mentions.add(new ColumnMention(span, columns.get(0), 1, true));
            mentions.sort(
                    java.util.Comparator.comparingInt(mention -> mention.span().start()));
            return Optional.of(before.with(before.table(), mentions, before.cues(), before.unknown()));
        }
        mentions.removeIf(mention -> columns.contains(mention.column()) && !placed.contains(mention.span()));
        Links cleared = before.with(before.table(), mentions, before.cues(), before.unknown());
        String name =
                columns.get(0).header() + "–" + columns.get(columns.size() - 1).header();
        Column sum = new RowExpression.Sum(columns).column(name, before.table());
        return Optional.of(ComputedColumns.replaced(cleared, span, sum, 1, false));
    }

    /** The group whose rest of the header the request names best. */
    private Map.Entry<String, TreeMap<Integer, Column>> group(Links before) {
        Map.Entry<String, TreeMap<Integer, Column>> best =
                groups.entrySet().iterator().next();
        double bestScore = 0;
        for (Map.Entry<String, TreeMap<Integer, Column>> group : groups.entrySet()) {
            double score = before.columns().stream()
                    .filter(mention -> group.getValue().containsValue(mention.column()))
                    .mapToDouble(ColumnMention::score)
                    .max()
                    .orElse(0);
            if (score > bestScore) {
                best = group;
                bestScore = score;
            }
        }
        return best;
    }
}
