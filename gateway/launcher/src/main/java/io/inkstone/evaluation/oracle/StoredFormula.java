package io.inkstone.evaluation.oracle;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A formula as .xlsx files store it: functions that came after the format (ECMA-376, 2006) bear a prefix. */
final class StoredFormula {

    private static final Pattern PART =
            Pattern.compile("\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'|(?<![\\w.])([A-Za-z][A-Za-z0-9.]*)(?=\\()");

    private static final Set<String> WORKSHEET = Set.of("FILTER", "SORT");

    private static final Set<String> NEWER = Set.of(
            // 2010
            "BETA.DIST",
            "BETA.INV",
            "BINOM.DIST",
            "BINOM.INV",
            "CEILING.PRECISE",
            "CHISQ.DIST",
            "CHISQ.DIST.RT",
            "CHISQ.INV",
            "CHISQ.INV.RT",
            "CHISQ.TEST",
            "CONFIDENCE.NORM",
            "CONFIDENCE.T",
            "COVARIANCE.P",
            "COVARIANCE.S",
            "EXPON.DIST",
            "F.DIST",
            "F.DIST.RT",
            "F.INV",
            "F.INV.RT",
            "F.TEST",
            "FLOOR.PRECISE",
            "GAMMA.DIST",
            "GAMMA.INV",
            "GAMMALN.PRECISE",
            "HYPGEOM.DIST",
            "LOGNORM.DIST",
            "LOGNORM.INV",
            "MODE.MULT",
            "MODE.SNGL",
            "NEGBINOM.DIST",
            "NORM.DIST",
            "NORM.INV",
            "NORM.S.DIST",
            "NORM.S.INV",
            "PERCENTILE.EXC",
            "PERCENTILE.INC",
            "PERCENTRANK.EXC",
            "PERCENTRANK.INC",
            "POISSON.DIST",
            "QUARTILE.EXC",
            "QUARTILE.INC",
            "RANK.AVG",
            "RANK.EQ",
            "STDEV.P",
            "STDEV.S",
            "T.DIST",
            "T.DIST.2T",
            "T.DIST.RT",
            "T.INV",
            "T.INV.2T",
            "T.TEST",
            "VAR.P",
            "VAR.S",
            "WEIBULL.DIST",
            "Z.TEST",
            // 2013
            "ACOT",
            "ACOTH",
            "ARABIC",
            "BASE",
            "BINOM.DIST.RANGE",
            "BITAND",
            "BITLSHIFT",
            "BITOR",
            "BITRSHIFT",
            "BITXOR",
            "CEILING.MATH",
            "COMBINA",
            "COT",
            "COTH",
            "CSC",
            "CSCH",
            "DAYS",
            "DECIMAL",
            "ENCODEURL",
            "FLOOR.MATH",
            "FORMULATEXT",
            "GAMMA",
            "GAUSS",
            "IFNA",
            "ISFORMULA",
            "ISOWEEKNUM",
            "MUNIT",
            "NUMBERVALUE",
            "PDURATION",
            "PERMUTATIONA",
            "PHI",
            "RRI",
            "SEC",
            "SECH",
            "SHEET",
            "SHEETS",
            "SKEW.P",
            "UNICHAR",
            "UNICODE",
            "XOR",
            // 2019 and later
            "ARRAYTOTEXT",
            "BYCOL",
            "BYROW",
            "CHOOSECOLS",
            "CHOOSEROWS",
            "CONCAT",
            "DROP",
            "EXPAND",
            "FORECAST.LINEAR",
            "HSTACK",
            "IFS",
            "LAMBDA",
            "LET",
            "MAKEARRAY",
            "MAP",
            "MAXIFS",
            "MINIFS",
            "RANDARRAY",
            "REDUCE",
            "SCAN",
            "SEQUENCE",
            "SORTBY",
            "SWITCH",
            "TAKE",
            "TEXTAFTER",
            "TEXTBEFORE",
            "TEXTJOIN",
            "TEXTSPLIT",
            "TOCOL",
            "TOROW",
            "UNIQUE",
            "VALUETOTEXT",
            "VSTACK",
            "WRAPCOLS",
            "WRAPROWS",
            "XLOOKUP",
            "XMATCH");

    private StoredFormula() {}

    /** Without the equals sign. */
    static String of(String typed) {
        String body = typed.strip();
        body = body.startsWith("=") ? body.substring(1).strip() : body;
        return PART.matcher(body)
                .replaceAll(
                        part -> Matcher.quoteReplacement(part.group(1) == null ? part.group() : name(part.group(1))));
    }

    private static String name(String typed) {
        String name = typed.toUpperCase(Locale.ROOT);
        if (WORKSHEET.contains(name)) {
            return "_xlfn._xlws." + name;
        }
        return NEWER.contains(name) ? "_xlfn." + name : name;
    }
}
