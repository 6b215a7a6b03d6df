package io.inkstone.model.serving;

/** Why a process never came to serve. The message is one line: the last one that the process wrote to its stderr. */
public final class ProcessFailure extends Exception {

    private static final long serialVersionUID = 1L;

    /** The exit code of a process that could not be started, or was ended because it did not get ready in time. */
    public static final int NO_EXIT_CODE = -1;

    private final int exitCode;

    ProcessFailure(String message, int exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    /** How it ended; 2 by convention for settings and files that somebody must mend. */
    public int exitCode() {
        return exitCode;
    }
}
