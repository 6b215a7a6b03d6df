package io.inkstone.model.catalog;

import org.jspecify.annotations.Nullable;

/** A source did not give the file; the next one may. The message follows the source's name. */
final class SourceException extends Exception {

    private static final long serialVersionUID = 1L;

    SourceException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    SourceException(String message) {
        this(message, null);
    }
}
