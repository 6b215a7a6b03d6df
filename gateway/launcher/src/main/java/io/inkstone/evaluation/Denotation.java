package io.inkstone.evaluation;

import java.text.Normalizer;
import java.time.Month;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One item of an answer to a question over a table, compared as WikiTableQuestions compares it (P. Pasupat and P. Liang,
 * ACL 2015; the rule of its evaluator 1.0.2): the normalised text, or the number, or the day, of which year, month and
 * day may be open.
 *
 * @param text normalised
 * @param number what the text says as a number, if it does
 * @param day what it says as a day or a part of one, if it does
 */
record Denotation(
        String text, @Nullable Double number, @Nullable Day day) {

    private static final double TOLERANCE = 1e-6;
    private static final int OPEN = -1;

    private static final Pattern MARK = Pattern.compile("\\p{Mn}");
    private static final Pattern SINGLE_QUOTE = Pattern.compile("[\u2018\u2019\u00b4`]");
    private static final Pattern DOUBLE_QUOTE = Pattern.compile("[\u201c\u201d]");
    private static final Pattern DASH = Pattern.compile("[\u2010\u2011\u2012\u2013\u2014\u2212]");
    private static final Pattern CITATIONS =
            Pattern.compile("((?<!^)\\[[^\\]]*]|\\[\\d+]|[\u2022\u2666\u2020\u2021*#+])*$");
    private static final Pattern DETAILS = Pattern.compile("(?<!^)( \\([^)]*\\))*$");
    private static final Pattern QUOTED = Pattern.compile("^\"([^\"]*)\"$");
    private static final Pattern BLANKS = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    private static final Pattern PLAIN_NUMBER = Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");
    private static final Pattern QUANTITY = Pattern.compile("[+$£€¥]?(-?(?:\\d{1,3}(?:[, ]\\d{3})+|\\d+)?(?:\\.\\d+)?)"
            + "(?:%|st|nd|rd|th|\"| (million|billion|thousand)| [a-z][a-z/]*)?(?: \\(.*\\))?");
    private static final Pattern ISO = Pattern.compile("(\\d{1,4}|x{2,4})-(\\d{1,2}|xx)-(\\d{1,2}|xx)");

    private static final String MONTHS = Stream.of(Month.values())
            .map(month -> month.name().toLowerCase(Locale.ROOT))
            .map(name -> name.substring(0, 3) + "(?:" + name.substring(3) + "|t)?")
            .collect(Collectors.joining("|"));
    private static final Pattern MONTH_FIRST =
            Pattern.compile("(" + MONTHS + ")\\.?(?: (\\d{1,2})(?:st|nd|rd|th)?)?(?:,? (\\d{4}))?");
    private static final Pattern DAY_FIRST =
            Pattern.compile("(\\d{1,2})(?:st|nd|rd|th)? (" + MONTHS + ")\\.?(?:,? (\\d{4}))?");
    private static final Map<String, Double> SCALES = Map.of("thousand", 1e3, "million", 1e6, "billion", 1e9);

    /** A day, of which parts may be {@code -1}: not said. */
    record Day(int year, int month, int day) {}

    /** What a question's answer is: its raw text, and what stands in it if it is a quantity or a day. */
    static Denotation wanted(String raw) {
        String folded = BLANKS.matcher(raw.strip().toLowerCase(Locale.ROOT)).replaceAll(" ");
        Optional<Day> day = day(folded);
        return new Denotation(normalised(raw), day.isPresent() ? null : quantity(folded), day.orElse(null));
    }

    /** What somebody answered: a text of digits is a number, and yyyy-mm-dd a day; everything else stays a text. */
    static Denotation said(String raw) {
        String stripped = raw.strip();
        Double number = PLAIN_NUMBER.matcher(stripped).matches() ? Double.valueOf(stripped) : null;
        return new Denotation(
                normalised(raw), number, iso(stripped.toLowerCase(Locale.ROOT)).orElse(null));
    }

    /** A number that somebody answered. */
    static Denotation said(double number) {
        boolean whole = Math.abs(number - Math.rint(number)) < TOLERANCE;
        String text = whole ? Long.toString(Math.round(number)) : Double.toString(number);
        return new Denotation(text, number, null);
    }

    /** Whether every item of the one is found in the other, and there are as many; repetitions do not count. */
    static boolean agree(List<Denotation> wanted, List<Denotation> said) {
        List<Denotation> once = distinct(wanted);
        return once.size() == distinct(said).size()
                && once.stream().allMatch(item -> said.stream().anyMatch(item::matches));
    }

    private static List<Denotation> distinct(List<Denotation> items) {
        Function<Denotation, Object> identity =
                item -> item.number != null ? (Object) item.number : item.day != null ? (Object) item.day : item.text;
        return List.copyOf(items.stream()
                .collect(Collectors.toMap(identity, item -> item, (first, second) -> first))
                .values());
    }

    private boolean matches(Denotation other) {
        if (text.equals(other.text)) {
            return true;
        }
        if (number != null && other.number != null && Math.abs(number - other.number) < TOLERANCE) {
            return true;
        }
        return day != null && day.equals(other.day);
    }

    /** Without marks on letters, citations, details in parentheses, outer quotes, and the last full stop; in lower case. */
    static String normalised(String raw) {
        String text =
                MARK.matcher(Normalizer.normalize(raw, Normalizer.Form.NFKD)).replaceAll("");
        text = SINGLE_QUOTE.matcher(text).replaceAll("'");
        text = DOUBLE_QUOTE.matcher(text).replaceAll("\"");
        text = DASH.matcher(text).replaceAll("-");
        String before;
        do {
            before = text;
            text = CITATIONS.matcher(text.strip()).replaceFirst("");
            text = DETAILS.matcher(text.strip()).replaceFirst("");
            text = QUOTED.matcher(text.strip()).replaceFirst("$1");
        } while (!text.equals(before));
        if (text.endsWith(".")) {
            text = text.substring(0, text.length() - 1);
        }
        return BLANKS.matcher(text).replaceAll(" ").toLowerCase(Locale.ROOT).strip();
    }

    private static @Nullable Double quantity(String folded) {
        if (PLAIN_NUMBER.matcher(folded).matches()) {
            return Double.valueOf(folded);
        }
        Matcher quantity = QUANTITY.matcher(folded);
        if (!quantity.matches()
                || quantity.group(1).isEmpty()
                || quantity.group(1).equals("-")) {
            return null;
        }
        double scale = quantity.group(2) == null ? 1 : SCALES.getOrDefault(quantity.group(2), 1.0);
        return scale * Double.parseDouble(quantity.group(1).replaceAll("[, ]", ""));
    }

    private static Optional<Day> day(String folded) {
        Matcher month = MONTH_FIRST.matcher(folded);
        if (month.matches()) {
            return Optional.of(new Day(part(month.group(3)), month(month.group(1)), part(month.group(2))));
        }
        Matcher day = DAY_FIRST.matcher(folded);
        if (day.matches()) {
            return Optional.of(new Day(part(day.group(3)), month(day.group(2)), part(day.group(1))));
        }
        return iso(folded);
    }

    private static Optional<Day> iso(String text) {
        Matcher iso = ISO.matcher(text);
        return iso.matches()
                ? Optional.of(new Day(part(iso.group(1)), part(iso.group(2)), part(iso.group(3))))
                : Optional.empty();
    }

    private static int month(String name) {
        for (Month month : Month.values()) {
            if (month.name().toLowerCase(Locale.ROOT).startsWith(name.substring(0, 3))) {
                return month.getValue();
            }
        }
        throw new IllegalArgumentException(name);
    }

    private static int part(@Nullable String digits) {
        return digits == null || digits.startsWith("x") ? OPEN : Integer.parseInt(digits);
    }
}
