package io.inkstone.model.serving;

/** Why model-core cannot start, for the person who must mend it: one line that names the value and the mend. */
final class StartFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StartFailure(String message) {
        super(message);
    }
}
