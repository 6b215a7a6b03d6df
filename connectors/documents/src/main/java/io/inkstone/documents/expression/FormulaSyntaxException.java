package io.inkstone.documents.expression;

/** Where a formula stops making sense. */
public final class FormulaSyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int position;
    private final String expected;

    FormulaSyntaxException(int position, String expected) {
        super("expected " + expected + " at " + position, null, false, false);
        this.position = position;
        this.expected = expected;
    }

    /** The place in the text, counted from 0; its length where it ends too soon. */
    public int position() {
        return position;
    }

    /** What should have stood there, e.g. {@code ")"}. */
    public String expected() {
        return expected;
    }
}
