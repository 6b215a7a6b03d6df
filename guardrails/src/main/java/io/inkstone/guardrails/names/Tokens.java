package io.inkstone.guardrails.names;

import java.util.Arrays;

/**
 * A text in tokens: words, single Han characters, single marks, and breaks (line ends, tabs, wide gaps). Where a token
 * begins and ends depends on nothing but the characters of the token and the one after it.
 */
final class Tokens {

    static final byte WORD = 0;
    static final byte HAN = 1;
    static final byte MARK = 2;
    /** One line end. */
    static final byte LINE = 3;
    /** A blank line, a tab or a wide gap, which nothing reaches across. */
    static final byte GAP = 4;
    /** No token: before the first or after the last. */
    static final byte NONE = 5;

    /** Longer runs of letters are cut; no name is that long, and a stream would wait for the end. */
    static final int LONGEST_WORD = 40;

    private final CharSequence text;
    private int count;
    private int[] starts = new int[64];
    private int[] ends = new int[64];
    private byte[] kinds = new byte[64];
    private int[] forms = new int[64];
    private byte[] shapes = new byte[64];

    private Tokens(CharSequence text) {
        this.text = text;
    }

    static Tokens of(CharSequence text) {
        Tokens tokens = new Tokens(text);
        int at = 0;
        while (at < text.length()) {
            at = tokens.take(at);
        }
        return tokens;
    }

    int count() {
        return count;
    }

    CharSequence text() {
        return text;
    }

    int start(int token) {
        return starts[token];
    }

    int end(int token) {
        return ends[token];
    }

    byte kind(int token) {
        return token < 0 || token >= count ? NONE : kinds[token];
    }

    /** A hash of the word in lower case, its digits made equal. */
    int form(int token) {
        return token < 0 || token >= count ? (token < 0 ? 11 : 13) : forms[token];
    }

    /** See {@link Shape}. */
    byte shape(int token) {
        return token < 0 || token >= count ? Shape.NONE : shapes[token];
    }

    /** The token's only or first character. */
    char first(int token) {
        return token < 0 || token >= count ? '\0' : text.charAt(starts[token]);
    }

    /** Whether a token is written right behind the one before it. */
    boolean joined(int token) {
        return token > 0 && token < count && ends[token - 1] == starts[token];
    }

    /** Whether more text could make the last token longer. */
    boolean growing() {
        return count > 0 && ends[count - 1] == text.length() && kinds[count - 1] != HAN && kinds[count - 1] != MARK;
    }

    String word(int token) {
        return token < 0 || token >= count
                ? ""
                : text.subSequence(starts[token], ends[token]).toString();
    }

    private int take(int at) {
        char first = text.charAt(at);
        if (Character.isWhitespace(first) || first == '\u00a0') {
            return space(at);
        }
        if (isHan(first)) {
            add(at, at + 1, HAN);
            return at + 1;
        }
        if (!isWordPart(first)) {
            add(at, at + 1, MARK);
            return at + 1;
        }
        int end = at + 1;
        while (end < text.length() && end - at < LONGEST_WORD && isWordPart(text.charAt(end))) {
            end++;
        }
        add(at, end, WORD);
        return end;
    }

    private int space(int at) {
        int end = at;
        int lines = 0;
        boolean tab = false;
        while (end < text.length() && (Character.isWhitespace(text.charAt(end)) || text.charAt(end) == '\u00a0')) {
            lines += text.charAt(end) == '\n' ? 1 : 0;
            tab |= text.charAt(end) == '\t';
            end++;
        }
        if (lines > 1 || tab || lines == 0 && end - at > 3) {
            add(at, end, GAP);
        } else if (lines == 1) {
            add(at, end, LINE);
        }
        return end;
    }

    private void add(int start, int end, byte kind) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
            kinds = Arrays.copyOf(kinds, 2 * count);
            forms = Arrays.copyOf(forms, 2 * count);
            shapes = Arrays.copyOf(shapes, 2 * count);
        }
        starts[count] = start;
        ends[count] = end;
        kinds[count] = kind;
        forms[count] = kind >= LINE ? kind : Hash.of(text, start, end);
        shapes[count] = Shape.of(text, start, end, kind);
        count++;
    }

    static boolean isHan(char sign) {
        return sign >= '\u4e00' && sign <= '\u9fff' || sign >= '\u3400' && sign <= '\u4dbf';
    }

    private static boolean isWordPart(char sign) {
        if (sign < 0x80) {
            return sign >= 'a' && sign <= 'z' || sign >= 'A' && sign <= 'Z' || sign >= '0' && sign <= '9';
        }
        return !isHan(sign)
                && (Character.isLetterOrDigit(sign)
                        || Character.getType(sign) == Character.NON_SPACING_MARK
                        || Character.isSurrogate(sign));
    }
}
