package io.inkstone.launcher;

import org.jspecify.annotations.Nullable;

/** What the person at the command line must mend: one line for stderr, and exit code 2. */
final class LaunchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LaunchException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    LaunchException(String message) {
        this(message, null);
    }
}
