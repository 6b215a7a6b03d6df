package io.inkstone.documents.edit;

import io.inkstone.connector.ConnectorException;
import io.inkstone.documents.edit.FormulaToken.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a formula as a file has to hold it: functions that came after the file format (ECMA-376, 2006) bear a prefix ([MS-XLSX]
 * 2.2.2), and so do the names that LET and LAMBDA give; {@code A1#} and {@code @A1:A9} are calls; {@code [@Price]} names its
 * table and the row.
 */
public final class FutureFunctions {

    /** Excel 2010, 2013, 2016, and later, in this order. */
    private static final Set<String> NAMES = Set.of(("""
            AGGREGATE BETA.DIST BETA.INV BINOM.DIST BINOM.INV CEILING.PRECISE CHISQ.DIST CHISQ.DIST.RT CHISQ.INV \
            CHISQ.INV.RT CHISQ.TEST CONFIDENCE.NORM CONFIDENCE.T COVARIANCE.P COVARIANCE.S ERF.PRECISE ERFC.PRECISE \
            EXPON.DIST F.DIST F.DIST.RT F.INV F.INV.RT F.TEST FLOOR.PRECISE GAMMA.DIST GAMMA.INV GAMMALN.PRECISE \
            HYPGEOM.DIST LOGNORM.DIST LOGNORM.INV MODE.MULT MODE.SNGL NEGBINOM.DIST NORM.DIST NORM.INV NORM.S.DIST \
            NORM.S.INV PERCENTILE.EXC PERCENTILE.INC PERCENTRANK.EXC PERCENTRANK.INC POISSON.DIST QUARTILE.EXC \
            QUARTILE.INC RANK.AVG RANK.EQ STDEV.P STDEV.S T.DIST T.DIST.2T T.DIST.RT T.INV T.INV.2T T.TEST VAR.P VAR.S \
            WEIBULL.DIST Z.TEST \
            ACOT ACOTH ARABIC BASE BINOM.DIST.RANGE BITAND BITLSHIFT BITOR BITRSHIFT BITXOR CEILING.MATH COMBINA COT \
            COTH CSC CSCH DAYS DECIMAL ENCODEURL FILTERXML FLOOR.MATH FORMULATEXT GAMMA GAUSS IFNA IMCOSH IMCOT IMCSC \
            IMCSCH IMSEC IMSECH IMSINH IMTAN ISFORMULA ISOWEEKNUM MUNIT NUMBERVALUE PDURATION PERMUTATIONA PHI \
            QUERYSTRING RRI SEC SECH SHEET SHEETS SKEW.P UNICHAR UNICODE WEBSERVICE XOR \
            CONCAT FORECAST.ETS FORECAST.ETS.CONFINT FORECAST.ETS.SEASONALITY FORECAST.ETS.STAT FORECAST.LINEAR IFS \
            MAXIFS MINIFS SWITCH TEXTJOIN \
            ANCHORARRAY ARRAYTOTEXT BYCOL BYROW CHOOSECOLS CHOOSEROWS DETECTLANGUAGE DROP EXPAND FIELDVALUE GROUPBY \
            HSTACK IMAGE ISOMITTED LAMBDA LET MAKEARRAY MAP PERCENTOF PIVOTBY RANDARRAY REDUCE REGEXEXTRACT \
            REGEXREPLACE REGEXTEST SCAN SEQUENCE SINGLE SORTBY STOCKHISTORY TAKE TEXTAFTER TEXTBEFORE TEXTSPLIT TOCOL \
            TOROW TRANSLATE TRIMRANGE UNIQUE VALUETOTEXT VSTACK WRAPCOLS WRAPROWS XLOOKUP XMATCH""").split(" "));

    private static final Set<String> WORKSHEET_NAMES = Set.of("FILTER", "SORT", "PY");

    private final List<FormulaToken> tokens;
    private final @Nullable String table;
    private final Set<String> given;

    private FutureFunctions(List<FormulaToken> tokens, @Nullable String table) {
        this.tokens = tokens;
        this.table = table;
        this.given = given(tokens);
    }

    /** Their names, without the prefix. */
    public static Set<String> names() {
        Set<String> all = new HashSet<>(NAMES);
        all.addAll(WORKSHEET_NAMES);
        return all;
    }

    /** The formula as it is stored in a file, in a cell that lies in no table. */
    static String stored(String formula) {
        return stored(formula, null);
    }

    /**
     * The formula as it is stored in a file.
     *
     * @param table the name of the table that the formula's cell lies in, or null
     * @throws ConnectorException {@code invalid_formula}
     */
    static String stored(String formula, @Nullable String table) {
        List<FormulaToken> tokens = FormulaSyntax.tokens(formula);
        FutureFunctions stored = new FutureFunctions(tokens, table);
        return stored.write(0, tokens.size(), formula);
    }

    private String write(int from, int to, String formula) {
        List<String> written = new ArrayList<>();
        int operand = 0;
        for (int i = from; i < to; i++) {
            FormulaToken token = tokens.get(i);
            boolean continues = i > from
                    && (token.kind() == Kind.COLUMN_OF_TABLE
                            || tokens.get(i - 1).kind() == Kind.SHEET);
            if (token.kind() != Kind.OPERATOR && !continues) {
                operand = written.size();
            }
            if (token.is("@")) {
                int end = endOfOperand(i + 1, to);
                written.add("_xlfn.SINGLE(" + write(i + 1, end, formula) + ")");
                i = end - 1;
            } else if (token.is("#")) {
                written.add(operand, "_xlfn.ANCHORARRAY(");
                written.add(")");
            } else {
                written.add(written(token, i, formula));
            }
        }
        return String.join("", written);
    }

    private String written(FormulaToken token, int at, String formula) {
        return switch (token.kind()) {
            case FUNCTION -> function(token.text().substring(0, token.text().length() - 1)) + "(";
            case NAME -> given.contains(token.text().toUpperCase(Locale.ROOT)) ? "_xlpm." + token.text() : token.text();
            case COLUMN_OF_TABLE -> {
                boolean named = at > 0 && tokens.get(at - 1).kind() == Kind.NAME;
                if (!named && table == null) {
                    throw FormulaSyntax.invalid(
                            formula, 0, token.text() + " names no table, and its cell lies in none");
                }
                yield (named ? "" : table) + thisRow(token.text());
            }
            default -> token.text();
        };
    }

    private String function(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        if (given.contains(upper)) {
            return "_xlpm." + name;
        }
        if (WORKSHEET_NAMES.contains(upper)) {
            return "_xlfn._xlws." + upper;
        }
        return NAMES.contains(upper) ? "_xlfn." + upper : name;
    }

    /** {@code [@Price]} as {@code [[#This Row],[Price]]}. */
    private static String thisRow(String columns) {
        String inside = columns.substring(1, columns.length() - 1).strip();
        if (!inside.startsWith("@")) {
            return columns;
        }
        String column = inside.substring(1).strip();
        if (column.isEmpty()) {
            return "[#This Row]";
        }
        return "[[#This Row]," + (column.startsWith("[") ? column : "[" + column + "]") + "]";
    }

    /** Where what {@code @} stands before ends: a range, or a call with its arguments. */
    private int endOfOperand(int from, int to) {
        int depth = 0;
        for (int i = from; i < to; i++) {
            FormulaToken token = tokens.get(i);
            depth += token.kind() == Kind.FUNCTION || token.is("(") ? 1 : token.is(")") ? -1 : 0;
            if (depth < 0) {
                return i;
            }
            boolean ends = token.kind() == Kind.OPERATOR
                    && !token.is(":")
                    && !token.is("#")
                    && !token.is("(")
                    && !token.is(")");
            if (depth == 0 && (ends || token.kind() == Kind.SPACE)) {
                return i;
            }
        }
        return to;
    }

    /** The names that calls of LET and LAMBDA give: arguments that are a name alone; of LET every other one. */
    private static Set<String> given(List<FormulaToken> tokens) {
        Set<String> given = new HashSet<>();
        List<FormulaToken> plain =
                tokens.stream().filter(token -> token.kind() != Kind.SPACE).toList();
        Deque<Call> calls = new ArrayDeque<>();
        for (int i = 0; i + 1 < plain.size(); i++) {
            FormulaToken token = plain.get(i);
            Call call = calls.peek();
            if (token.kind() == Kind.FUNCTION || token.is("(") || token.is("{")) {
                calls.push(new Call(token.text().toUpperCase(Locale.ROOT), 0));
            } else if (call != null && (token.is(")") || token.is("}"))) {
                calls.pop();
            } else if (call != null && token.is(",")) {
                calls.push(new Call(calls.pop().name, call.argument + 1));
            } else if (call != null
                    && token.kind() == Kind.NAME
                    && call.gives()
                    && plain.get(i + 1).is(",")) {
                boolean alone = plain.get(i - 1).is(",") || plain.get(i - 1).kind() == Kind.FUNCTION;
                given.addAll(alone ? List.of(token.text().toUpperCase(Locale.ROOT)) : List.of());
            }
        }
        return given;
    }

    /** A call that is open, and which of its arguments is read, from 0. */
    private record Call(String name, int argument) {

        private boolean gives() {
            return name.equals("LAMBDA(") || (name.equals("LET(") && argument % 2 == 0);
        }
    }
}
