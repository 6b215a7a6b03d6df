package io.inkstone.documents.linking;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds years, quarters, months and days in a request, also relative to today and as a beginning or an end. */
final class DateLinker {

    private static final String MONTH =
            "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
    private static final String YEAR = "((?:19|20)\\d\\d)";
    private static final String ZH_NUMBER = "(十[一二]?|[一二三四五六七八九]|1[0-2]|0?[1-9])";
    private static final String EDGE = "(?<![\\p{L}\\p{N}&&[^\\p{IsHan}]])";
    private static final String EDGE_RIGHT = "(?![\\p{L}\\p{N}&&[^\\p{IsHan}]])";

    /** What a reader may need besides its match. */
    private record Context(String text, LocalDate today) {}

    /** A stretch of time as one of the patterns reads it. */
    private record Shape(Pattern pattern, BiFunction<Matcher, Context, DateMention> reader) {}

    /** The longer shapes first: the first that fits a place is taken. */
    private static final List<Shape> SHAPES = List.of(
            shape("(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})", (m, in) -> day(m, of(m, 1), of(m, 2), of(m, 3))),
            shape(YEAR + "年(\\d{1,2})月(\\d{1,2})[日号]", (m, in) -> day(m, of(m, 1), of(m, 2), of(m, 3))),
            shape(
                    "(\\d{1,2})(?:st|nd|rd|th)? (?:of )?" + MONTH + ",? " + YEAR,
                    (m, in) -> day(m, of(m, 3), month(m.group(2)), of(m, 1))),
            shape(
                    MONTH + " (\\d{1,2})(?:st|nd|rd|th)?,? " + YEAR,
                    (m, in) -> day(m, of(m, 3), month(m.group(1)), of(m, 2))),
            shape(
                    MONTH + " ?(?:-|–|to|through) ?" + MONTH + ",? " + YEAR,
                    (m, in) -> months(
                            m, of(m, 3), month(m.group(1)), Math.max(1, month(m.group(2)) - month(m.group(1)) + 1))),
            shape(MONTH + "\\.?,? (?:of )?" + YEAR, (m, in) -> months(m, of(m, 2), month(m.group(1)), 1)),
            shape(YEAR + "年?" + ZH_NUMBER + "月份?", (m, in) -> months(m, of(m, 1), chinese(m.group(2)), 1)),
            shape(YEAR + "[-/.](0?[1-9]|1[0-2])", (m, in) -> months(m, of(m, 1), of(m, 2), 1)),
            shape(
                    "(?:q([1-4])|([1-4])q)(?: of| in)?[ ,]*" + YEAR,
                    (m, in) -> months(m, of(m, 3), quarter(m.group(1) == null ? m.group(2) : m.group(1)), 3)),
            shape(YEAR + "年?[ -]?q([1-4])", (m, in) -> months(m, of(m, 1), quarter(m.group(2)), 3)),
            shape(
                    "(first|second|third|fourth|last|1st|2nd|3rd|4th) quarter(?: of| in)?[ ,]*" + YEAR,
                    (m, in) -> months(m, of(m, 2), quarter(m.group(1)), 3)),
            shape(
                    YEAR + "年?(?:第?([一二三四1-4])季度?|([一二三四1-4])季)",
                    (m, in) -> months(m, of(m, 1), quarter(m.group(2) == null ? m.group(3) : m.group(2)), 3)),
            shape(
                    "(first|second|1st|2nd) half(?: of| in)?[ ,]*" + YEAR,
                    (m, in) -> months(m, of(m, 2), m.group(1).matches("first|1st") ? 1 : 7, 6)),
            shape(
                    "h([12])[ ,]*" + YEAR,
                    (m, in) -> months(m, of(m, 2), m.group(1).equals("1") ? 1 : 7, 6)),
            shape(YEAR + "年?(上|下)半年", (m, in) -> months(m, of(m, 1), m.group(2).equals("上") ? 1 : 7, 6)),
            shape(
                    "(去年|今年|前年)" + ZH_NUMBER + "月份?",
                    (m, in) -> months(m, relativeYear(m.group(1), in.today()), chinese(m.group(2)), 1)),
            shape(
                    "(去年|今年|前年)(?:第?([一二三四1-4])季度?)",
                    (m, in) -> months(m, relativeYear(m.group(1), in.today()), quarter(m.group(2)), 3)),
            shape(YEAR + "年(?:度|全年)?", (m, in) -> months(m, of(m, 1), 1, 12)),
            shape("(\\d\\d)年(?:度|全年)?", (m, in) -> months(m, 2000 + of(m, 1), 1, 12)),
            shape("(\\d{1,2})月(\\d{1,2})[日号]", (m, in) -> day(m, yearAround(m, in), of(m, 1), of(m, 2))),
            shape(
                    MONTH + " (\\d{1,2})(?:st|nd|rd|th)?(?! ?\\d{3})",
                    (m, in) -> day(m, yearAround(m, in), month(m.group(1)), of(m, 2))),
            shape(
                    "(last|this|previous|current) (year|quarter|month)",
                    (m, in) -> relative(m, m.group(1), m.group(2), in.today())),
            shape("(去年|今年|前年|上个?季度|本季度?|这个季度|上个?月|本月|这个月|当月)", (m, in) -> relativeChinese(m, in.today())),
            shape(
                    "(first|second|third|fourth|last|1st|2nd|3rd|4th) quarter|q([1-4])",
                    (m, in) -> anyYear(m, quarter(m.group(1) == null ? m.group(2) : m.group(1)), 3)),
            shape(
                    "第?([一二三四])季度|([1-4])季度",
                    (m, in) -> anyYear(m, quarter(m.group(1) == null ? m.group(2) : m.group(1)), 3)),
            shape(
                    "(first|second|1st|2nd) half(?: of the year)?(?: \\((?:jan|jul)[a-z]* ?(?:-|–|to) ?(?:jun|dec)[a-z]*\\))?",
                    (m, in) -> anyYear(m, m.group(1).matches("first|1st") ? 1 : 7, 6)),
            shape(
                    ZH_NUMBER + "月?(?:到|至|-|~)" + ZH_NUMBER + "月份?",
                    (m, in) -> anyYear(
                            m, chinese(m.group(1)), Math.max(1, chinese(m.group(2)) - chinese(m.group(1)) + 1))),
            shape("(上|下)半年", (m, in) -> anyYear(m, m.group(1).equals("上") ? 1 : 7, 6)),
            shape(ZH_NUMBER + "月(?:份|(?!\\d))", (m, in) -> anyYear(m, chinese(m.group(1)), 1)),
            shape("(?:in|during|of|for|by|since|before|after) " + MONTH, (m, in) -> anyYear(m, month(m.group(1)), 1)),
            shape(
                    "(january|february|april|june|july|august|september|october|november|december|jan|feb|apr|jun|jul|aug|sept?|oct|nov|dec)",
                    (m, in) -> anyYear(m, month(m.group(1)), 1)),
            shape(YEAR, (m, in) -> months(m, of(m, 1), 1, 12)));

    private static final List<String> LONG_MONTHS =
            List.of("january", "february", "august", "september", "october", "november", "december");

    private static final Pattern SINCE =
            Pattern.compile("(?:since|from|starting|on or after|(?:no|not) earlier than|not before|不早于|自从?|从)\\s*$");
    private static final Pattern AFTER = Pattern.compile("(?<!on or |no |not |不)(?:after|later than|晚于)\\s*$");
    private static final Pattern BEFORE =
            Pattern.compile("(?<!on or |no |not |不)(?:before|earlier than|prior to|早于)\\s*$");
    private static final Pattern UNTIL = Pattern.compile(
            "(?:until|till|up to|through|by the end of|by|on or before|(?:no|not) later than|not after|不晚于|截至|截止到?)\\s*$");
    private static final Pattern AFTER_BEHIND = Pattern.compile("^(?:之后|以后|后)");
    private static final Pattern SINCE_BEHIND =
            Pattern.compile("^(?:以来|至今|起|开始|or later|onwards?)|^ (?:or later|onwards?)");
    private static final Pattern BEFORE_BEHIND = Pattern.compile("^(?:之前|以前|前)");
    private static final Pattern JOIN = Pattern.compile("^\\s*(?:and|to|-|~|–|through|until|till|到|至|和)\\s*$");

    /** Words that hold two stretches of time against each other, which are then not one. */
    private static final Pattern APART = Pattern.compile(
            "\\b(?:growth|grow|grew|change|changed|compared|versus|vs|minus|difference|than)\\b|增长|相比|比(?!例|率|重)|变化|减|相差|涨");

    private static final Pattern DAYS_BACK = Pattern.compile(
            "(?:in |within |during |over )?(?:the )?(?:last|past|previous) (\\d{1,4}) days? (before|up to|until|till|to|ending(?: on)?|through) *$");
    private static final Pattern DAYS_BACK_BEHIND = Pattern.compile("^的?(?:之?前|最近|近|过去)的?(\\d{1,4})天内?");
    private static final Pattern COMPARED = Pattern.compile(
            "(?:\\b(?:over|under|above|below|more than|less than|fewer than|at least|at most|exceed\\w*)|超过|低于|高于|大于|小于|不到|不足) ?[$¥€£]? ?$");

    private static final Pattern UP_TO = Pattern.compile("截[至止]到?\\s*$");

    /** Finds every stretch of time, in the order of the request. */
    List<DateMention> link(RequestText request, LocalDate today, List<Span> taken) {
        String text = withMonthsSpelt(request);
        List<DateMention> found = new ArrayList<>();
        for (Shape shape : SHAPES) {
            Matcher matcher = shape.pattern.matcher(text);
            while (matcher.find()) {
                Span span = new Span(matcher.start(), matcher.end());
                if (isAmount(text, span)) {
                    continue;
                }
                boolean free = found.stream().noneMatch(other -> other.span().overlaps(span))
                        && taken.stream().noneMatch(other -> other.overlaps(span));
                DateMention mention = free ? read(shape, matcher, new Context(text, today)) : null;
                if (mention != null) {
                    found.add(mention);
                }
            }
        }
        found.sort(Comparator.comparingInt(mention -> mention.span().start()));
        boolean apart = APART.matcher(request.text()).find();
        return withYears(openEnds(request.text(), apart ? found : joined(request.text(), found)), apart);
    }

    /** A number like a year that a unit follows, or that something is more or less than. */
    private static boolean isAmount(String text, Span span) {
        boolean bare = text.substring(span.start(), span.end()).matches("\\d{4}");
        return bare
                && (COMPARED.matcher(text.substring(0, span.start())).find()
                        || Unit.beginning(text.substring(span.end()))
                                .filter(unit -> !text.startsWith("年", span.end()))
                                .isPresent());
    }

    /** The request with slips in long names of months mended where that changes no position. */
    private static String withMonthsSpelt(RequestText request) {
        StringBuilder text = new StringBuilder(request.text());
        for (Span span : request.words()) {
            String word = request.text(span);
            for (String month : LONG_MONTHS) {
                if (word.length() == month.length() && !word.equals(month) && Words.slip(word, month)) {
                    text.replace(span.start(), span.end(), month);
                }
            }
        }
        return text.toString();
    }

    private static @Nullable DateMention read(Shape shape, Matcher matcher, Context in) {
        try {
            return shape.reader.apply(matcher, in);
        } catch (DateTimeException e) {
            return null; // the 31st of February names no day, and neither does a day without any year
        }
    }

    /** "From A to B" is one stretch. */
    private static List<DateMention> joined(String text, List<DateMention> mentions) {
        List<DateMention> result = new ArrayList<>();
        for (DateMention mention : mentions) {
            DateMention last = result.isEmpty() ? null : result.get(result.size() - 1);
            DateMention whole = last == null ? null : together(text, last, mention);
            if (last != null && whole != null) {
                Matcher lead = Pattern.compile("(?:between|from|介于|从|自)\\s*$")
                        .matcher(text.substring(0, last.span().start()));
                int start = lead.find() ? lead.start() : last.span().start();
                Span span = new Span(start, mention.span().end());
                result.set(result.size() - 1, new DateMention(span, whole.from(), whole.until(), whole.months()));
            } else {
                result.add(mention);
            }
        }
        return result;
    }

    /** From the first to the second, if the words between join them; a year that one lacks is the other's. */
    private static @Nullable DateMention together(String text, DateMention first, DateMention second) {
        String join = text.substring(first.span().end(), second.span().start());
        if (!JOIN.matcher(join).find() || !spansRange(text, first, second)) {
            return null;
        }
        Span span = new Span(first.span().start(), second.span().end());
        if (!first.months().isEmpty() && !second.months().isEmpty()) {
            int from = first.months().get(0);
            int to = second.months().get(second.months().size() - 1);
            return from < to
                    ? new DateMention(
                            span,
                            null,
                            null,
                            IntStream.rangeClosed(from, to).boxed().toList())
                    : null;
        }
        LocalDate from = first.from();
        LocalDate until = second.until();
        if (from == null && until != null && !first.months().isEmpty()) {
            from = LocalDate.of(until.minusDays(1).getYear(), first.months().get(0), 1);
        }
        if (until == null && from != null && !second.months().isEmpty()) {
            int last = second.months().get(second.months().size() - 1);
            until = LocalDate.of(from.getYear(), last, 1).plusMonths(1);
        }
        return from != null && until != null && from.isBefore(until) ? DateMention.range(span, from, until) : null;
    }

    /** "2023 and 2024" are two years unless "between" stands before; "2023 to 2024" is one stretch. */
    private static boolean spansRange(String text, DateMention first, DateMention second) {
        String join = text.substring(first.span().end(), second.span().start()).strip();
        String before = text.substring(0, first.span().start());
        return !(join.equals("and") || join.equals("和")) || before.matches(".*(?:between|介于|在)\\s*$");
    }

    /** A month without a year that is held against a stretch of one year is of that year. */
    private static List<DateMention> withYears(List<DateMention> mentions, boolean apart) {
        LocalDate from = mentions.stream()
                .map(DateMention::from)
                .filter(day -> day != null)
                .findFirst()
                .orElse(null);
        if (!apart || from == null) {
            return mentions;
        }
        List<DateMention> dated = new ArrayList<>();
        for (DateMention mention : mentions) {
            if (mention.months().isEmpty()) {
                dated.add(mention);
            } else {
                LocalDate first = LocalDate.of(from.getYear(), mention.months().get(0), 1);
                dated.add(DateMention.range(
                        mention.span(), first, first.plusMonths(mention.months().size())));
            }
        }
        return dated;
    }

    private static List<DateMention> openEnds(String text, List<DateMention> mentions) {
        List<DateMention> result = new ArrayList<>();
        for (DateMention mention : mentions) {
            result.add(mention.months().isEmpty() ? openEnd(text, mention) : mention);
        }
        return result;
    }

    private static DateMention openEnd(String text, DateMention mention) {
        String left = text.substring(0, mention.span().start());
        String right = text.substring(mention.span().end());
        LocalDate from = mention.from();
        LocalDate until = mention.until();
        Matcher matcher;
        if (from != null && until != null && (matcher = DAYS_BACK.matcher(left)).find()) {
            int days = Integer.parseInt(matcher.group(1));
            LocalDate end = matcher.group(2).equals("before") ? from : until;
            return DateMention.range(new Span(matcher.start(), mention.span().end()), end.minusDays(days), end);
        }
        if (until != null && (matcher = DAYS_BACK_BEHIND.matcher(right)).find()) {
            Matcher upTo = UP_TO.matcher(left);
            int start = upTo.find() ? upTo.start() : mention.span().start();
            return DateMention.range(
                    new Span(start, mention.span().end() + matcher.end()),
                    until.minusDays(Integer.parseInt(matcher.group(1))),
                    until);
        }
        if ((matcher = AFTER.matcher(left)).find()) {
            return DateMention.range(new Span(matcher.start(), mention.span().end()), until, null);
        }
        if ((matcher = BEFORE.matcher(left)).find()) {
            return DateMention.range(new Span(matcher.start(), mention.span().end()), null, from);
        }
        if ((matcher = UNTIL.matcher(left)).find()) {
            return DateMention.range(new Span(matcher.start(), mention.span().end()), null, until);
        }
        if ((matcher = AFTER_BEHIND.matcher(right)).find()) {
            return DateMention.range(behind(mention, matcher), until, null);
        }
        if ((matcher = SINCE_BEHIND.matcher(right)).find()) {
            return DateMention.range(behind(mention, matcher), from, null);
        }
        if ((matcher = BEFORE_BEHIND.matcher(right)).find()) {
            return DateMention.range(behind(mention, matcher), null, from);
        }
        if ((matcher = SINCE.matcher(left)).find() && !left.endsWith("from ")) {
            return DateMention.range(new Span(matcher.start(), mention.span().end()), from, null);
        }
        return mention;
    }

    private static Span behind(DateMention mention, Matcher matcher) {
        return new Span(mention.span().start(), mention.span().end() + matcher.end());
    }

    private static Shape shape(String pattern, BiFunction<Matcher, Context, DateMention> reader) {
        return new Shape(Pattern.compile(EDGE + "(?:" + pattern + ")" + EDGE_RIGHT), reader);
    }

    private static Span span(Matcher matcher) {
        return new Span(matcher.start(), matcher.end());
    }

    private static int of(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    private static DateMention day(Matcher matcher, int year, int month, int day) {
        LocalDate date = LocalDate.of(year, month, day);
        return DateMention.range(span(matcher), date, date.plusDays(1));
    }

    /** The year of a day without one: the last that stands before it, else the first behind it. */
    private static int yearAround(Matcher matcher, Context in) {
        Matcher years = Pattern.compile("(?<!\\d)(?:19|20)\\d\\d(?!\\d)").matcher(in.text());
        int year = 0;
        while (years.find() && (years.start() < matcher.start() || year == 0)) {
            year = Integer.parseInt(years.group());
        }
        if (year == 0) {
            throw new DateTimeException("a day without a year");
        }
        return year;
    }

    private static DateMention months(Matcher matcher, int year, int firstMonth, int count) {
        LocalDate from = LocalDate.of(year, firstMonth, 1);
        return DateMention.range(span(matcher), from, from.plusMonths(count));
    }

    private static DateMention anyYear(Matcher matcher, int firstMonth, int count) {
        List<Integer> months =
                IntStream.range(firstMonth, firstMonth + count).boxed().toList();
        return new DateMention(span(matcher), null, null, months);
    }

    private static DateMention relative(Matcher matcher, String which, String unit, LocalDate today) {
        int back = which.equals("last") || which.equals("previous") ? 1 : 0;
        return switch (unit) {
            case "year" -> months(matcher, today.getYear() - back, 1, 12);
            case "month" -> ofMonth(matcher, YearMonth.from(today).minusMonths(back), 1);
            default -> ofMonth(matcher, quarterOf(today).minusMonths(3L * back), 3);
        };
    }

    private static DateMention relativeChinese(Matcher matcher, LocalDate today) {
        String word = matcher.group(1);
        if (word.endsWith("年")) {
            return months(matcher, relativeYear(word, today), 1, 12);
        }
        int back = word.startsWith("上") ? 1 : 0;
        return word.contains("季")
                ? ofMonth(matcher, quarterOf(today).minusMonths(3L * back), 3)
                : ofMonth(matcher, YearMonth.from(today).minusMonths(back), 1);
    }

    private static DateMention ofMonth(Matcher matcher, YearMonth first, int count) {
        return months(matcher, first.getYear(), first.getMonthValue(), count);
    }

    private static YearMonth quarterOf(LocalDate day) {
        return YearMonth.of(day.getYear(), (day.getMonthValue() - 1) / 3 * 3 + 1);
    }

    private static int relativeYear(String word, LocalDate today) {
        return switch (word) {
            case "去年" -> today.getYear() - 1;
            case "前年" -> today.getYear() - 2;
            default -> today.getYear();
        };
    }

    private static int month(String name) {
        return "janfebmaraprmayjunjulaugsepoctnovdec".indexOf(name.substring(0, 3)) / 3 + 1;
    }

    /** The first month of a quarter. */
    private static int quarter(String name) {
        return switch (name) {
            case "1", "一", "first", "1st" -> 1;
            case "2", "二", "second", "2nd" -> 4;
            case "3", "三", "third", "3rd" -> 7;
            default -> 10;
        };
    }

    static int chinese(String number) {
        if (Character.isDigit(number.charAt(0))) {
            return Integer.parseInt(number);
        }
        String digits = "一二三四五六七八九";
        if (number.equals("十")) {
            return 10;
        }
        return number.startsWith("十") ? 11 + digits.indexOf(number.charAt(1)) : 1 + digits.indexOf(number.charAt(0));
    }
}
