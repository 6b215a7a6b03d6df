package io.inkstone.documents.sheet;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells number formats that show a day from all others, those that show only a time included. */
public final class DayFormat {

    /** Quoted text, escaped and padding characters, colours, currencies and locales. */
    private static final Pattern NOT_PLACEHOLDERS = Pattern.compile("\"[^\"]*\"?|\\\\.|_.|\\*.|\\[[^\\]]*\\]?");

    private static final Pattern NOT_DAYS = Pattern.compile("general|am/pm|a/p|e[+-]");
    private static final Pattern ELAPSED = Pattern.compile("\\[(h+|m+|s+)]", Pattern.CASE_INSENSITIVE);
    private static final Pattern DAY_OR_YEAR = Pattern.compile("[yde]|aaa");
    private static final Pattern CLOCK = Pattern.compile("[hs]");

    private DayFormat() {}

    /**
     * @param id the format's number; those below 164 are built in, and some show days in Chinese, Japanese and Korean
     * @param format its code, or null when the workbook holds none
     */
    public static boolean matches(int id, @Nullable String format) {
        if ((id >= 14 && id <= 17)
                || id == 22
                || (id >= 27 && id <= 31)
                || id == 36
                || (id >= 50 && id <= 54)
                || id == 57
                || id == 58) {
            return true;
        }
        if (format == null) {
            return false;
        }
        String clocks = ELAPSED.matcher(format).replaceAll("h");
        String positive = NOT_PLACEHOLDERS.matcher(clocks).replaceAll("").toLowerCase(Locale.ROOT);
        int end = positive.indexOf(';');
        String code = NOT_DAYS.matcher(end < 0 ? positive : positive.substring(0, end))
                .replaceAll("");
        return DAY_OR_YEAR.matcher(code).find()
                || (code.contains("m") && !CLOCK.matcher(code).find());
    }
}
