package io.inkstone.documents.expression;

/**
 * A piece of a formula.
 *
 * @param text as it counts: a text without its quotes, a sheet's name without them and the exclamation mark
 * @param start where it begins
 * @param end where what follows begins
 */
record Token(Kind kind, String text, int start, int end) {

    enum Kind {
        NUMBER,
        TEXT,
        WORD,
        SHEET,
        ERROR,
        BRACKETS,
        OPERATOR,
        PUNCTUATION,
        END
    }

    boolean is(String punctuation) {
        return (kind == Kind.PUNCTUATION || kind == Kind.OPERATOR) && text.equals(punctuation);
    }
}
