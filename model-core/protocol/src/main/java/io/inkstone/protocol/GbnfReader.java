package io.inkstone.protocol;

import java.util.ArrayList;
import java.util.List;

/** The characters of a grammar, and the smallest parts they make: names, literals, classes, repetition marks. */
final class GbnfReader {

    /** How often an item may stand: at least {@code min} times, and at most {@code max} unless that is unbounded. */
    record Times(int min, int max, boolean unbounded) {}

    private static final int END = -1;

    private final String text;
    private int at;

    GbnfReader(String text) {
        this.text = text;
        if (text.length() > Gbnf.MAX_CHARS) {
            throw error(0, "it is longer than " + Gbnf.MAX_CHARS + " characters");
        }
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            requireText(i, text.codePointAt(i));
        }
    }

    int offset() {
        return at;
    }

    boolean atEnd() {
        return at == text.length();
    }

    /** The next code point, or a negative number at the end. */
    int peek() {
        return atEnd() ? END : text.codePointAt(at);
    }

    int next() {
        int codePoint = peek();
        if (codePoint == END) {
            throw error(at, "it ends too early");
        }
        at += Character.charCount(codePoint);
        return codePoint;
    }

    boolean take(char wanted) {
        if (peek() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    void expect(String wanted) {
        if (!text.startsWith(wanted, at)) {
            throw error(at, "expected '" + wanted + "'");
        }
        at += wanted.length();
    }

    /** Skips blanks and comments; line ends too where they mean nothing. */
    void skipSpace(boolean lineEnds) {
        while (!atEnd()) {
            char c = text.charAt(at);
            if (c == '#') {
                while (!atEnd() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
                    at++;
                }
            } else if (c == ' ' || c == '\t' || (lineEnds && (c == '\n' || c == '\r'))) {
                at++;
            } else {
                return;
            }
        }
    }

    void endOfRule() {
        boolean ended = take('\r');
        ended = take('\n') || ended;
        if (!ended && !atEnd()) {
            throw error(
                    at, peek() == '_' ? "a rule's name must not hold '_'; use '-'" : "expected the end of the line");
        }
    }

    boolean atNameChar() {
        return !atEnd() && isNameChar(text.charAt(at));
    }

    private static boolean isNameChar(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    }

    String name() {
        int start = at;
        while (atNameChar()) {
            at++;
        }
        if (peek() == '_') {
            throw error(at, "a rule's name must not hold '_'; use '-'");
        }
        if (at == start) {
            throw error(at, "expected a rule's name of letters, digits and hyphens");
        }
        return text.substring(start, at);
    }

    /** The text between quotation marks; may be empty. */
    String literal() {
        int start = at;
        next();
        StringBuilder literal = new StringBuilder();
        while (!take('"')) {
            if (atEnd()) {
                throw error(start, "the literal has no closing quotation mark");
            }
            int from = at;
            int codePoint = character();
            if (codePoint == 0) {
                throw error(from, "a literal must not hold the character 0");
            }
            literal.appendCodePoint(codePoint);
        }
        return literal.toString();
    }

    /** The code points of a class in brackets, as {@link CodePointRanges}. */
    int[] charClass() {
        int start = at;
        next();
        boolean negated = take('^');
        List<int[]> pairs = new ArrayList<>();
        while (!take(']')) {
            if (atEnd()) {
                throw error(start, "the character class has no closing bracket");
            }
            pairs.add(range());
        }
        int[] ranges = CodePointRanges.of(pairs);
        if (pairs.isEmpty()) {
            throw error(start, "the character class is empty");
        }
        ranges = negated ? CodePointRanges.complement(ranges) : ranges;
        if (ranges.length == 0) {
            throw error(start, "the character class leaves no character");
        }
        return ranges;
    }

    private int[] range() {
        int start = at;
        int first = character();
        boolean ranged = peek() == '-' && at + 1 < text.length() && text.charAt(at + 1) != ']';
        if (!ranged) {
            return new int[] {first, first};
        }
        at++;
        int last = character();
        if (last < first) {
            throw error(start, "the range is upside down");
        }
        return new int[] {first, last};
    }

    private int character() {
        int start = at;
        int codePoint = next();
        if (codePoint != '\\') {
            return codePoint;
        }
        int escaped = switch (next()) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case '\\' -> '\\';
            case '"' -> '"';
            case '[' -> '[';
            case ']' -> ']';
            case 'x' -> hex(start, 2);
            case 'u' -> hex(start, 4);
            case 'U' -> hex(start, 8);
            default -> throw error(start, "unknown escape; known are \\n \\t \\r \\\\ \\\" \\[ \\] \\x \\u \\U");
        };
        if (escaped > 0) {
            requireText(start, escaped);
        }
        return escaped;
    }

    private int hex(int start, int digits) {
        if (at + digits > text.length() || !text.substring(at, at + digits).matches("[0-9a-fA-F]+")) {
            throw error(start, "expected " + digits + " hexadecimal digits");
        }
        long value = Long.parseLong(text.substring(at, at + digits), 16);
        if (value > Character.MAX_CODE_POINT) {
            throw error(start, "there is no such character; the last is \\U0010FFFF");
        }
        at += digits;
        return (int) value;
    }

    /** Refuses what no text in UTF-8 holds, or what ends a text in an engine written in C. */
    private void requireText(int offset, int codePoint) {
        if (codePoint == 0) {
            throw error(offset, "it holds the character 0");
        }
        if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
            throw error(offset, "half a character; write characters beyond U+FFFF as \\U and 8 digits");
        }
    }

    boolean atRepetition() {
        int next = peek();
        return next == '*' || next == '+' || next == '?' || next == '{';
    }

    Times repetition() {
        int start = at;
        return switch (next()) {
            case '*' -> new Times(0, 0, true);
            case '+' -> new Times(1, 0, true);
            case '?' -> new Times(0, 1, false);
            default -> braces(start);
        };
    }

    private Times braces(int start) {
        skipSpace(false);
        int min = count();
        skipSpace(false);
        if (take('}')) {
            return new Times(min, min, false);
        }
        if (!take(',')) {
            throw error(at, "expected ',' or '}'");
        }
        skipSpace(false);
        if (take('}')) {
            return new Times(min, 0, true);
        }
        int max = count();
        skipSpace(false);
        if (!take('}')) {
            throw error(at, "expected '}'");
        }
        if (max < min) {
            throw error(start, "the most, " + max + ", is less than the fewest, " + min);
        }
        return new Times(min, max, false);
    }

    private int count() {
        int start = at;
        while (!atEnd() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == start) {
            throw error(at, "expected a number");
        }
        if (at - start > 6 || Integer.parseInt(text.substring(start, at)) > Gbnf.MAX_REPETITIONS) {
            throw error(start, "at most " + Gbnf.MAX_REPETITIONS + " repetitions can be asked for");
        }
        return Integer.parseInt(text.substring(start, at));
    }

    /** An index of the text, for people. */
    String place(int offset) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < offset; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return line + ":" + (offset - lineStart + 1);
    }

    ApiException error(int offset, String what) {
        return ApiException.invalidRequest(
                "invalid_grammar",
                "grammar",
                "The grammar is invalid at " + place(offset) + " (line:column): " + what + ".");
    }
}
