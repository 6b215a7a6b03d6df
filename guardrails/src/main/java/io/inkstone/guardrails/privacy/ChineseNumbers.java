package io.inkstone.guardrails.privacy;

import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/** Resident IDs (GB 11643-1999 and the 15 digits before it), mobile numbers and fixed lines of China. */
final class ChineseNumbers {

    /** The first two digits of a resident ID that there are: provinces, and 83 for those who reside in Taiwan. */
    private static final String PROVINCES =
            ",11,12,13,14,15,21,22,23,31,32,33,34,35,36,37,41,42,43,44,45,46,50,51,52,53,54,61,62,63,64,65,71,81,82,83,";

    private ChineseNumbers() {}

    /** An ID of 18 signs, the last of which may be an X that stands behind the digits. */
    static @Nullable Match residentId(DigitRun run, int groups) {
        int count = run.count(groups);
        if (count < 17 || count > 18) {
            return null;
        }
        int end = run.end(groups);
        String number = run.digits(groups);
        if (count == 17 && (run.text.at(end) | 0x20) == 'x' && !HalfWidthText.isLetterOrDigit(run.text.at(end + 1))) {
            number += 'X';
            end++;
        } else if (count != 18 || !run.endsNumber(groups)) {
            return null;
        }
        if (!run.isUniform(groups) || !isRegion(number, 0) || !isDate(run, 6, 4)) {
            return null;
        }
        boolean right = Checksums.resident(number);
        if (!right && !run.has(Label.RESIDENT_ID)) {
            return null;
        }
        double score = right ? run.score(Label.RESIDENT_ID, 0.95, 0.99) : 0.4;
        String why = right ? "a region, a date and the right check digit" : "labelled an ID, with a wrong check digit";
        return new Match(run.start(), end, Categories.RESIDENT_ID, score, why);
    }

    /** An ID of 15 digits, which has no check digit, where the words say so. */
    static @Nullable Match oldResidentId(DigitRun run, int groups) {
        if (run.count(groups) != 15
                || !run.isUniform(groups)
                || !isRegion(run.digits(groups), 0)
                || !isDate(run, 6, 2)
                || !run.has(Label.RESIDENT_ID)) {
            return null;
        }
        return match(run, groups, Categories.RESIDENT_ID, 0.85, "15 digits with a region and a date, labelled an ID");
    }

    /** A mobile number, also behind 86 or 0086. */
    static @Nullable Match mobile(DigitRun run, int groups) {
        int count = run.count(groups);
        int from = count - 11;
        if (from != 0 && !(from == 2 || from == 4) || !isMobile(run, from) || !isMobileShape(run, groups, from)) {
            return null;
        }
        boolean plus = run.text.at(run.start() - 1) == '+';
        if (from > 0 && !(run.value(0, from) == 86) || plus && from != 2) {
            return null;
        }
        double score = run.score(Label.PHONE, from > 0 ? 0.9 : 0.8, 0.97);
        // Numbers of something else are not written as phones are.
        if (plus || groups > 1) {
            score = Math.max(score, 0.55);
        }
        return plusMatch(run, groups, Categories.PHONE, score, "a mobile number's beginning and length");
    }

    /** A fixed line with its area code, also with an extension. */
    static @Nullable Match landline(DigitRun run, int groups) {
        int prefix = run.text.at(run.start() - 1) == '+' && run.count(groups) > 10 && run.value(0, 2) == 86 ? 2 : 0;
        int extension = groups > 2 && run.separator(groups - 2) == '-' && run.lengthOf(groups - 1) <= 5 ? 1 : 0;
        int body = extension == 1 && isLandline(run, groups - 1, prefix) ? groups - 1 : groups;
        if (!isLandline(run, body, prefix)) {
            return null;
        }
        char separator = prefix > 0 && body > 1 ? run.separator(1) : run.separator(0);
        double plain = body == 1 ? 0.55 : separator == ' ' && prefix == 0 ? 0.6 : 0.8;
        double score = run.score(Label.PHONE, plain, 0.95);
        return plusMatch(run, groups, Categories.LANDLINE, score, "an area code and a line's length");
    }

    private static boolean isMobile(DigitRun run, int from) {
        if (run.digit(from) != '1') {
            return false;
        }
        char third = run.digit(from + 2);
        return switch (run.digit(from + 1)) {
            case '3', '8' -> true;
            case '4' -> third >= '5' || third == '0' || third == '1';
            case '5' -> third != '4';
            case '6' -> third == '2' || third >= '5' && third <= '7';
            case '7' -> third != '9';
            case '9' -> third != '4';
            default -> false;
        };
    }

    private static boolean isMobileShape(DigitRun run, int groups, int prefix) {
        if (groups == 1) {
            return true;
        }
        int first = prefix > 0 && run.lengthOf(0) == prefix ? 1 : 0;
        int rest = groups - first;
        if (first == 1 && run.separator(0) == '.' || rest > 1 && run.separator(first) == '/') {
            return false;
        }
        int length = run.lengthOf(first) - (first == 0 ? prefix : 0);
        return rest == 1 && length == 11 || rest <= 3 && length == 3 && rest > 1 || rest == 3 && length == 4;
    }

    /** The area code has two digits for the largest cities and three elsewhere, with a zero before it at home. */
    private static boolean isLandline(DigitRun run, int groups, int prefix) {
        int code = prefix + (run.digit(prefix) == '0' ? 1 : 0);
        int count = run.count(groups);
        if (prefix == 0 && code == 0 || count - code < 9) {
            return false;
        }
        char first = run.digit(code);
        boolean large = first == '1' && run.digit(code + 1) == '0' || first == '2' && run.digit(code + 1) != '6';
        int line = code + (large ? 2 : 3);
        int length = count - line;
        boolean fits = large ? length == 8 : first >= '3' && (length == 7 || length == 8);
        return fits && run.digit(line) >= '2' && isLandlineShape(run, groups, prefix, line);
    }

    /** The groups end where the country's and the area's code do; the line has one group or two. */
    private static boolean isLandlineShape(DigitRun run, int groups, int prefix, int line) {
        int group = 0;
        if (prefix > 0 && groups > 1) {
            if (run.count(1) != prefix) {
                return false;
            }
            group = 1;
        }
        return groups - group == 1 || run.count(group + 1) == line && groups - group <= 3;
    }

    /** Whether a region's code, which begins with a province's, stands somewhere in a number. */
    static boolean isRegion(String number, int from) {
        String province = "," + number.substring(from, from + 2) + ",";
        return PROVINCES.contains(province);
    }

    private static boolean isDate(DigitRun run, int from, int yearDigits) {
        int year = run.value(from, from + yearDigits) + (yearDigits == 2 ? 1900 : 0);
        int month = run.value(from + yearDigits, from + yearDigits + 2);
        int day = run.value(from + yearDigits + 2, from + yearDigits + 4);
        return year >= 1900
                && year < 2035
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= YearMonth.of(year, month).lengthOfMonth();
    }

    private static Match match(DigitRun run, int groups, String category, double score, String why) {
        return new Match(run.start(), run.end(groups), category, score, why);
    }

    private static Match plusMatch(DigitRun run, int groups, String category, double score, String why) {
        return new Match(run.startWithPlus(groups), run.end(groups), category, score, why);
    }
}
