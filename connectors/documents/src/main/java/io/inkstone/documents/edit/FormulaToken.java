package io.inkstone.documents.edit;

import io.inkstone.connector.ConnectorException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A piece of a formula in en-US A1 notation. The pieces of a formula, one after the other, are its text.
 *
 * @param text as it is written
 */
record FormulaToken(Kind kind, String text) {

    enum Kind {
        SPACE,
        STRING,
        NUMBER,
        /** An error such as {@code #N/A}. */
        ERROR,
        /** A sheet, or several, with the exclamation mark behind. */
        SHEET,
        CELL,
        /** Whole columns, {@code A:C}. */
        COLUMNS,
        /** Whole rows, {@code 2:5}. */
        ROWS,
        /** A name that is called, with its bracket. */
        FUNCTION,
        /** Any other name, truth values included. */
        NAME,
        /** What stands in square brackets: columns of a table. */
        COLUMN_OF_TABLE,
        OPERATOR;

        private final String group = name().replace("_", "");
    }

    private static final String LETTER = "[\\p{L}_\\\\]";
    private static final String MORE = "[\\p{L}\\p{M}\\p{N}_.\\\\?]";
    private static final String NO_NAME_FOLLOWS = "(?![\\p{L}\\p{N}_.\\\\(!])";

    private static final Pattern TOKEN = Pattern.compile("(?<SPACE>\\s++)"
            + "|(?<STRING>\"(?:[^\"]++|\"\")*+\")"
            + "|(?<ERROR>#(?:DIV/0!|N/A|NAME\\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!|GETTING_DATA))"
            + "|(?<SHEET>(?:'(?:[^']++|'')++'|(?:\\[[0-9]++\\])?+(?!\\$?[A-Za-z]{1,3}\\$?[0-9]{1,7}:)" + LETTER + MORE
            + "*+(?::" + LETTER + MORE
            + "*+)?+)!)"
            + "|(?<ROWS>\\$?[0-9]{1,7}:\\$?[0-9]{1,7}" + NO_NAME_FOLLOWS + ")"
            + "|(?<NUMBER>(?:[0-9]++(?:\\.[0-9]*+)?+|\\.[0-9]++)(?:[Ee][+-]?[0-9]++)?+)"
            + "|(?<COLUMNS>\\$?[A-Za-z]{1,3}:\\$?[A-Za-z]{1,3}" + NO_NAME_FOLLOWS + ")"
            + "|(?<CELL>\\$?[A-Za-z]{1,3}\\$?[0-9]{1,7}" + NO_NAME_FOLLOWS + ")"
            + "|(?<FUNCTION>" + LETTER + MORE + "*+\\()"
            + "|(?<NAME>" + LETTER + MORE + "*+)"
            + "|(?<OPERATOR><>|<=|>=|[-+*/^&=<>%:,;@#(){}])");

    /**
     * Takes a formula apart.
     *
     * @throws ConnectorException {@code invalid_formula}
     */
    static List<FormulaToken> all(String formula) {
        List<FormulaToken> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(formula);
        int at = 0;
        while (at < formula.length()) {
            matcher.region(at, formula.length()).useTransparentBounds(true);
            boolean known = matcher.lookingAt();
            if (formula.charAt(at) == '[' && !known) {
                int end = endOfBrackets(formula, at);
                tokens.add(new FormulaToken(Kind.COLUMN_OF_TABLE, formula.substring(at, end)));
                at = end;
                // A workbook named in brackets is followed by a sheet.
                if (at < formula.length() && Character.isLetter(formula.charAt(at))) {
                    throw FormulaSyntax.invalid(formula, at, "another workbook is named");
                }
                continue;
            }
            if (!known) {
                throw FormulaSyntax.invalid(formula, at, "nothing begins like this");
            }
            tokens.add(new FormulaToken(kind(matcher), matcher.group()));
            at = matcher.end();
        }
        return tokens;
    }

    private static Kind kind(Matcher matcher) {
        for (Kind kind : Kind.values()) {
            if (kind != Kind.COLUMN_OF_TABLE && matcher.group(kind.group) != null) {
                return kind;
            }
        }
        throw new IllegalStateException("every match has a kind");
    }

    /** Brackets may hold brackets; an apostrophe escapes what follows. */
    private static int endOfBrackets(String formula, int start) {
        int depth = 0;
        for (int i = start; i < formula.length(); i++) {
            char next = formula.charAt(i);
            if (next == '\'') {
                i++;
            } else if (next == '[') {
                depth++;
            } else if (next == ']' && --depth == 0) {
                return i + 1;
            }
        }
        throw FormulaSyntax.invalid(formula, start, "a square bracket is not closed");
    }

    boolean is(String operator) {
        return kind == Kind.OPERATOR && text.equals(operator);
    }

    /** Whether it may name cells. */
    boolean isReference() {
        return switch (kind) {
            case CELL, COLUMNS, ROWS, NAME, COLUMN_OF_TABLE -> true;
            default -> false;
        };
    }
}
