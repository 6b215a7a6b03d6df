package io.inkstone.bench;

/** A measurement that cannot be made; its message is one line that says what to mend. */
public final class BenchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message one line that says what to mend */
    public BenchException(String message) {
        super(message);
    }

    /**
     * @param message one line that says what to mend
     * @param cause what went wrong
     */
    public BenchException(String message, Throwable cause) {
        super(message, cause);
    }
}
