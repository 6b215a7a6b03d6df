package io.inkstone.documents.sheet;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gives functions that came after the file format the prefix with which files have to name them. */
final class FutureFunctions {

    private static final Set<String> NAMES = Set.of(
            "AGGREGATE",
            "CEILING.MATH",
            "CONCAT",
            "CONFIDENCE.NORM",
            "DAYS",
            "FLOOR.MATH",
            "IFNA",
            "IFS",
            "ISOWEEKNUM",
            "LET",
            "MAXIFS",
            "MINIFS",
            "MODE.SNGL",
            "NUMBERVALUE",
            "PERCENTILE.EXC",
            "PERCENTILE.INC",
            "PERCENTRANK.INC",
            "QUARTILE.EXC",
            "QUARTILE.INC",
            "RANK.AVG",
            "RANK.EQ",
            "SEQUENCE",
            "SORTBY",
            "STDEV.P",
            "STDEV.S",
            "SWITCH",
            "TEXTAFTER",
            "TEXTBEFORE",
            "TEXTJOIN",
            "TEXTSPLIT",
            "UNIQUE",
            "VAR.P",
            "VAR.S",
            "XLOOKUP",
            "XMATCH",
            "XOR");

    private static final Map<String, String> WORKSHEET_NAMES =
            Map.of("FILTER", "_xlfn._xlws.FILTER", "SORT", "_xlfn._xlws.SORT");

    /** A text, a quoted sheet's name, or a name that is called. */
    private static final Pattern TOKEN =
            Pattern.compile("\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'|(?<name>[A-Za-z_][A-Za-z0-9_.]*)(?=\\()");

    private FutureFunctions() {}

    /** Their names, without the prefix. */
    static Set<String> names() {
        Set<String> all = new HashSet<>(NAMES);
        all.addAll(WORKSHEET_NAMES.keySet());
        return all;
    }

    /** The formula as it is stored in a file. */
    static String stored(String formula) {
        return TOKEN.matcher(formula)
                .replaceAll(token -> Matcher.quoteReplacement(stored(token.group(), isName(token))));
    }

    private static boolean isName(MatchResult token) {
        char first = token.group().charAt(0);
        return first != '"' && first != '\'';
    }

    private static String stored(String token, boolean name) {
        String upper = token.toUpperCase(Locale.ROOT);
        if (name && NAMES.contains(upper)) {
            return "_xlfn." + upper;
        }
        return name ? WORKSHEET_NAMES.getOrDefault(upper, token) : token;
    }
}
