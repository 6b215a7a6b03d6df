package io.inkstone.model.catalog;

import org.jspecify.annotations.Nullable;

/** Why a model is not at hand. The message is one line that names the value, what was expected and the mend. */
public final class ModelException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Reason {
        /** No entry of that name. */
        UNKNOWN,
        /** Its file is not in the models directory. */
        MISSING,
        /** Its file is there and is not what the catalogue describes. */
        CORRUPT,
        /** The disk has too little room. */
        NO_SPACE,
        /** No source gave the file. */
        NO_SOURCE,
        /** A file or a name that was given cannot be used. */
        INVALID,
        /** The models directory cannot be read or written. */
        STORE
    }

    private final Reason reason;

    ModelException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    ModelException(Reason reason, String message) {
        this(reason, message, null);
    }

    /** What went wrong. */
    public Reason reason() {
        return reason;
    }
}
