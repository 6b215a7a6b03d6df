package io.inkstone.guardrails.names;

import io.inkstone.guardrails.Finding;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds what rules can: forms of address, nationalities, ages and dates. */
final class PersonalDetails {

    private static final Set<String> TITLES =
            Set.of("Mr", "Mrs", "Ms", "Miss", "Dr", "Prof", "Mx", "Sir", "Madam", "MR", "MRS", "MS", "DR", "Mister");

    private static final Set<String> DAYS =
            Set.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");

    private static final Set<String> MONTHS = Set.of(
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
            "jan",
            "feb",
            "mar",
            "apr",
            "jun",
            "jul",
            "aug",
            "sep",
            "sept",
            "oct",
            "nov",
            "dec");

    private static final Set<String> YEARS = Set.of("year", "years", "yrs", "yo", "-year", "-years");

    private final Tokens tokens;
    private final Decoder decoder;
    private final List<Finding> findings;

    private PersonalDetails(Reading reading, Decoder decoder, List<Finding> findings) {
        this.tokens = reading.tokens();
        this.decoder = decoder;
        this.findings = findings;
    }

    static void find(Reading reading, Decoder decoder, List<Finding> findings) {
        PersonalDetails details = new PersonalDetails(reading, decoder, findings);
        for (int i = 0; i < details.tokens.count(); ) {
            i = Math.max(i + 1, reading.candidate(i) ? details.at(i) : 0);
        }
    }

    /** What begins at a token; the token behind it, or the token itself. */
    private int at(int i) {
        boolean oneWord = Label.isBegin(decoder.label(i))
                && (i + 1 == tokens.count() || !Label.isInside(decoder.label(i + 1)))
                && Label.category(decoder.label(i)).equals("location");
        if (decoder.label(i) != Label.OUTSIDE && !oneWord) {
            return i;
        }
        if (Shape.isNumber(tokens.shape(i))) {
            int end = dateFrom(i);
            return end > i ? end : age(i);
        }
        if (tokens.kind(i) != Tokens.WORD) {
            return i;
        }
        String word = tokens.word(i);
        String lower = word.toLowerCase(Locale.ROOT);
        if (TITLES.contains(word)) {
            int behind = isDot(i + 1) ? i + 2 : i + 1;
            boolean named = behind < tokens.count() && decoder.label(behind) == Label.begin(Label.kindOf("person"));
            return named ? add(i, behind, "title", 0.9, "a form of address before a name") : i;
        }
        if (Nationalities.contains(word)) {
            return add(i, i + 1, "nationality", 0.8, "the word for a nationality or group");
        }
        boolean capital = !word.equals(lower);
        if (capital && DAYS.contains(lower)) {
            return add(i, i + 1, "date_time", 0.6, "a day of the week");
        }
        return capital && MONTHS.contains(lower) ? month(i) : i;
    }

    private int month(int i) {
        int end = i + 1;
        if (isDot(end) && number(end + 1) > 0) {
            end++;
        }
        if (number(end) < 1) {
            return i;
        }
        end++;
        if (isMark(end, ',') && number(end + 1) == 4) {
            end += 2;
        } else if (number(end) == 4) {
            end++;
        }
        return add(i, end, "date_time", 0.8, "a month with a day or year");
    }

    /** A date in digits, in English or Chinese, or a year behind a word that leads one in. */
    private int dateFrom(int i) {
        if (tokens.first(i + 1) == '年' && number(i) == 4 || tokens.first(i + 1) == '月' && number(i) < 3) {
            int end = i;
            while (number(end) > 0 && "年月日号".indexOf(tokens.first(end + 1)) >= 0 && end - i < 6) {
                end += 2;
            }
            return add(i, end, "date_time", 0.8, "a date");
        }
        char mark = tokens.first(i + 1);
        if (mark != 0 && "/-.".indexOf(mark) >= 0 && tokens.joined(i + 1) && tokens.first(i + 3) == mark && isDate(i)) {
            int end = i + 5;
            if (number(end) > 0 && isMark(end + 1, ':')) {
                end += isMark(end + 3, ':') ? 5 : 3;
            }
            return add(i, Math.min(end, tokens.count()), "date_time", 0.8, "a date");
        }
        String before = tokens.word(i - 1).toLowerCase(Locale.ROOT);
        if (number(i) == 4
                && Set.of("in", "since", "until", "of", "from", "by", "during", "around", "before", "after", "year")
                        .contains(before)
                && isYear(i)) {
            return add(i, i + 1, "date_time", 0.6, "a year");
        }
        if (number(i) < 3
                && MONTHS.contains(tokens.word(i + 1).toLowerCase(Locale.ROOT))
                && tokens.shape(i + 1) == Shape.CAPITALISED) {
            return add(i, number(i + 2) == 4 ? i + 3 : i + 2, "date_time", 0.8, "a day and month");
        }
        return i;
    }

    private boolean isDate(int i) {
        int first = number(i);
        int second = number(i + 2);
        int third = number(i + 4);
        return (first == 4 && second > 0 && third > 0 && third < 3
                        || first > 0 && first < 3 && (third == 4 || third == 2))
                && second > 0
                && second < 3
                && tokens.joined(i + 2)
                && tokens.joined(i + 4)
                && !(tokens.joined(i) && tokens.first(i - 1) == tokens.first(i + 1))
                && !(tokens.joined(i + 6) && tokens.first(i + 5) == tokens.first(i + 1));
    }

    private boolean isYear(int i) {
        String year = tokens.word(i);
        return year.startsWith("19") || year.startsWith("20");
    }

    private int age(int i) {
        if (number(i) > 3) {
            return i;
        }
        String before = tokens.word(i - 1).toLowerCase(Locale.ROOT);
        int next = isMark(i + 1, '-') ? i + 2 : i + 1;
        boolean years = YEARS.contains(tokens.word(next).toLowerCase(Locale.ROOT))
                && (tokens.word(next + 1).equalsIgnoreCase("old")
                        || isMark(next + 1, '-')
                        || tokens.word(next).equals("yo"));
        boolean aged = before.equals("aged")
                || before.equals("age")
                || isMark(i - 1, ':') && tokens.word(i - 2).equalsIgnoreCase("age");
        boolean turned = before.startsWith("turn")
                || before.equals("of") && tokens.word(i - 2).equalsIgnoreCase("age");
        if (years || aged || turned || tokens.first(i + 1) == '岁') {
            return add(i, i + 1, "age", 0.85, "a number of years of age");
        }
        return i;
    }

    /** How many digits a token has; 0 where it is no number. */
    private int number(int token) {
        return token >= 0 && token < tokens.count() && Shape.isNumber(tokens.shape(token))
                ? tokens.end(token) - tokens.start(token)
                : 0;
    }

    private boolean isDot(int token) {
        return isMark(token, '.');
    }

    private boolean isMark(int token, char mark) {
        return tokens.kind(token) == Tokens.MARK && tokens.first(token) == mark;
    }

    private int add(int first, int end, String category, double score, String why) {
        findings.add(new Finding(NameRail.RAIL, tokens.start(first), tokens.end(end - 1), category, score, why));
        return end;
    }
}
