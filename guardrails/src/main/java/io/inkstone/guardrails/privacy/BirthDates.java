package io.inkstone.guardrails.privacy;

import org.jspecify.annotations.Nullable;

/** Dates that the words before them call somebody's birth. */
final class BirthDates {

    private static final String[] MONTHS = {
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
        "december"
    };

    private BirthDates() {}

    /** Three numbers: 1990-01-31, 31.1.1990, 1/31/90. */
    static @Nullable Match numeric(DigitRun run, int groups) {
        if (groups != 3
                || run.separator(0) != run.separator(1)
                || "-/.".indexOf(run.separator(0)) < 0
                || run.lengthOf(1) > 2) {
            return null;
        }
        int first = run.lengthOf(0);
        int last = run.lengthOf(2);
        boolean form = first == 4 && last <= 2 || first <= 2 && (last == 4 || last == 2);
        return form && run.has(Label.BIRTH) ? match(run.start(), run.end(3)) : null;
    }

    /** With words: 1990年1月31日, 31 January 1990, January 31, 1990. */
    static @Nullable Match inWords(DigitRun run) {
        HalfWidthText text = run.text;
        int end = run.end(1);
        int length = run.lengthOf(0);
        boolean year = length == 4 && (text.at(end) == '年' || text.at(end) == ' ' && text.at(end + 1) == '年');
        if (year && run.has(Label.BIRTH)) {
            int last = chineseEnd(text, end);
            // A year alone is no date.
            return text.at(last - 1) == '年' ? null : match(run.start(), last);
        }
        if (length > 2 || run.groups() > 1 && run.separator(0) != ' ') {
            return null;
        }
        int month = startOfMonthBefore(text, run.start());
        int start = month >= 0 ? month : run.start();
        int last =
                month >= 0 ? yearAfter(text, afterOrdinal(text, end)) : yearAfterMonth(text, afterOrdinal(text, end));
        return last > 0 && run.has(Label.BIRTH) ? match(start, last) : null;
    }

    private static int chineseEnd(HalfWidthText text, int yearEnd) {
        int at = yearEnd;
        for (char unit : new char[] {'年', '月', '日'}) {
            int next = at;
            while (next < at + 4 && (HalfWidthText.isDigit(text.at(next)) || text.at(next) == ' ')) {
                next++;
            }
            if (text.at(next) != unit && !(unit == '日' && text.at(next) == '号' && next > at)) {
                return at;
            }
            at = next + 1;
        }
        return at;
    }

    private static int afterOrdinal(HalfWidthText text, int place) {
        boolean ordinal = text.startsWith("st", place)
                || text.startsWith("nd", place)
                || text.startsWith("rd", place)
                || text.startsWith("th", place);
        return ordinal ? place + 2 : place;
    }

    /** The end of the year that stands there behind a comma or a blank; 0 where none does. */
    private static int yearAfter(HalfWidthText text, int place) {
        int at = place;
        while ((text.at(at) == ',' || text.at(at) == ' ' || text.at(at) == '.') && at < place + 3) {
            at++;
        }
        int from = at;
        while (HalfWidthText.isDigit(text.at(at)) && at < from + 5) {
            at++;
        }
        return at - from == 4 && at > place + 4 ? at : 0;
    }

    private static int yearAfterMonth(HalfWidthText text, int place) {
        int at = place;
        while (text.at(at) == ' ' && at < place + 2) {
            at++;
        }
        if (text.startsWith("of ", at)) {
            at += 3;
        }
        int from = at;
        while (HalfWidthText.isLetter(text.at(at)) && at < from + 10) {
            at++;
        }
        return isMonth(text, from, at) ? yearAfter(text, at) : 0;
    }

    /** Where the name of a month begins that stands right before a place; -1 where none does. */
    static int startOfMonthBefore(HalfWidthText text, int place) {
        int end = place;
        while ((text.at(end - 1) == ' ' || text.at(end - 1) == '.') && end > place - 2) {
            end--;
        }
        int start = end;
        while (HalfWidthText.isLetter(text.at(start - 1)) && start > end - 10) {
            start--;
        }
        return isMonth(text, start, end) ? start : -1;
    }

    /** A month's name, or at least its first three letters. */
    private static boolean isMonth(HalfWidthText text, int start, int end) {
        if (end - start < 3 || end > text.length) {
            return false;
        }
        for (String month : MONTHS) {
            int same = 0;
            while (same < end - start
                    && same < month.length()
                    && (text.at(start + same) | 0x20) == month.charAt(same)) {
                same++;
            }
            if (same == end - start) {
                return true;
            }
        }
        return false;
    }

    private static Match match(int start, int end) {
        return new Match(start, end, Categories.DATE_OF_BIRTH, 0.85, "a date that the words call a birth");
    }
}
