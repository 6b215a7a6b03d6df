package io.inkstone.guardrails;

/** A policy that cannot be used. The message names the line, the value, and what was expected. */
public final class PolicyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int line;

    /**
     * What is wrong.
     *
     * @param line the line in the policy's file, counted from 1; 0 where it is of no line
     */
    public PolicyException(int line, String message) {
        super(line > 0 ? "line " + line + ": " + message : message);
        this.line = line;
    }

    /** The line in the policy's file, counted from 1; 0 where it is of no line. */
    public int line() {
        return line;
    }
}
