package io.inkstone.evaluation;

/** A measurement that cannot be made. Its message is one line that says what was found, what was expected and the mend. */
public final class EvaluationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Without a cause. */
    public EvaluationException(String message) {
        super(message);
    }

    /** With the cause. */
    public EvaluationException(String message, Throwable cause) {
        super(message, cause);
    }
}
