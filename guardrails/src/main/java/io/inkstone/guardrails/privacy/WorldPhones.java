package io.inkstone.guardrails.privacy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Phone numbers of the world: with a country's code (ITU-T E.164), of North America, and whatever looks like one where the
 * words say so.
 */
final class WorldPhones {

    /** Country codes of one and two digits; all others have three. */
    private static final String TWO_DIGITS =
            ",20,27,30,31,32,33,34,36,39,40,41,43,44,45,46,47,48,49,51,52,53,54,55,56,57,58,60,61,62,63,64,65,66,81,82,84,86,90,"
                    + "91,92,93,94,95,98,";

    /** What may stand behind a phone number. */
    private static final List<String> BEHIND =
            List.of("office", "fax", "mobile", "cell", "home", "work", "tel", "phone", "手机", "电话", "微信");

    private WorldPhones() {}

    /** With a plus and a country's code. */
    static @Nullable Match international(DigitRun run, int groups) {
        int count = run.count(groups);
        if (run.text.at(run.start() - 1) != '+' || count < 8 || count > 15 || run.digit(0) == '0') {
            return null;
        }
        int code = codeLength(run);
        int national = count - code;
        // The zero of "(0)" is dialled at home only.
        boolean zero = run.digit(code) == '0';
        // Those of China are told more closely elsewhere.
        if (code == 2 && run.value(0, 2) == 86
                || national < 6
                || national > (zero ? 12 : 11)
                || run.digit(0) == '1' && national != 10) {
            return null;
        }
        if (groups > 1 && run.lengthOf(0) > code && run.lengthOf(0) < code + 2) {
            return null;
        }
        double score = run.score(Label.PHONE, 0.85, 0.97);
        return match(run, groups, score, "a country's code and a line's length");
    }

    /** Of the North American plan: an area and an exchange that begin with 2 to 9. */
    static @Nullable Match northAmerican(DigitRun run, int groups) {
        int count = run.count(groups);
        int from = count - 10;
        if (from < 0
                || from > 3
                || from > 0 && run.value(0, from) != 1
                || groups > 1 && !isNorthAmericanShape(run, groups)) {
            return null;
        }
        boolean plan = run.digit(from) >= '2' && run.digit(from + 3) >= '2' && run.digit(from + 1) != '9';
        boolean marked = groups > 1 && run.separator(groups - 2) != ' ' || run.text.at(run.start() - 1) == '(';
        boolean whole = from > 0 || endWithExtension(run, groups) > run.end(groups);
        double plain = groups == 1 ? 0.3 : plan ? marked ? 0.75 : 0.6 : whole ? 0.6 : marked ? 0.5 : 0.45;
        double score = run.score(Label.PHONE, plain, 0.92);
        return match(run, groups, score, "the form of a North American number");
    }

    /** Any number of a phone's length that the words call one. */
    static @Nullable Match labelled(DigitRun run, int groups) {
        int count = run.count(groups);
        if (count < 7 || count > 13 || run.separator(0) == '/') {
            return null;
        }
        boolean date = groups >= 3
                && run.lengthOf(0) == 4
                && run.lengthOf(1) <= 2
                && (run.value(0, 2) == 19 || run.value(0, 2) == 20);
        boolean phone = run.has(Label.PHONE) || isLabelledBehind(run, groups);
        if (date || !phone && !isGrouped(run, groups)) {
            return null;
        }
        double score = phone ? count >= 9 ? 0.75 : 0.65 : run.score(Label.PHONE, 0.55, 0.75);
        return match(run, groups, score, phone ? "labelled a phone" : "an area code and groups");
    }

    /** With an area code that is marked by a zero or by brackets. */
    private static boolean isGrouped(DigitRun run, int groups) {
        int count = run.count(groups);
        int area = run.lengthOf(0);
        boolean zero =
                groups >= 3 && run.digit(0) == '0' && run.digit(1) != '0' && count >= 9 && count <= 11 && area >= 3;
        boolean brackets = groups >= 2 && groups <= 3 && area >= 2 && area <= 4 && count >= 8 && count <= 11;
        return zero || brackets && run.text.at(run.start() - 1) == '(' && run.text.at(run.end(1)) == ')';
    }

    /** As in 123 4567 (office). */
    private static boolean isLabelledBehind(DigitRun run, int groups) {
        int at = run.end(groups);
        if (" -(".indexOf(run.text.at(at)) < 0) {
            return false;
        }
        at += run.text.at(at + 1) == '(' ? 2 : 1;
        if (run.text.at(at) < 0x80 && !HalfWidthText.isLetter(run.text.at(at))) {
            return false;
        }
        for (String word : BEHIND) {
            int same = 0;
            while (same < word.length() && (run.text.at(at + same) | 0x20) == (word.charAt(same) | 0x20)) {
                same++;
            }
            if (same == word.length()) {
                return !HalfWidthText.isLetter(run.text.at(at + same));
            }
        }
        return false;
    }

    private static boolean isNorthAmericanShape(DigitRun run, int groups) {
        int last = groups - 1;
        if (run.lengthOf(last) != 4) {
            return false;
        }
        return groups == 2
                ? run.lengthOf(0) == 6
                : groups <= 5 && run.lengthOf(last - 1) == 3 && run.lengthOf(last - 2) == 3;
    }

    private static int codeLength(DigitRun run) {
        char first = run.digit(0);
        if (first == '1' || first == '7') {
            return 1;
        }
        return TWO_DIGITS.contains("," + run.value(0, 2) + ",") ? 2 : 3;
    }

    private static @Nullable Match match(DigitRun run, int groups, double score, String why) {
        int end = endWithExtension(run, groups);
        if (end == run.end(groups) && !run.endsNumber(groups)) {
            return null;
        }
        return new Match(run.startWithPlus(groups), end, Categories.PHONE, score, why);
    }

    /** Behind x, ext or extension. */
    private static int endWithExtension(DigitRun run, int groups) {
        int end = run.end(groups);
        if (run.separator(groups - 1) != 0) {
            return end;
        }
        int at = end;
        while (run.text.at(at) == ' ' && at < end + 2) {
            at++;
        }
        int word = run.text.startsWith("ext", at) ? 3 : run.text.at(at) == 'x' ? 1 : 0;
        if (word == 0) {
            return end;
        }
        at += word;
        while ((run.text.at(at) == '.' || run.text.at(at) == ' ') && at < end + 8) {
            at++;
        }
        int digits = at;
        while (HalfWidthText.isDigit(run.text.at(at)) && at < digits + 7) {
            at++;
        }
        return at > digits && at <= digits + 6 && !HalfWidthText.isLetterOrDigit(run.text.at(at)) ? at : end;
    }
}
