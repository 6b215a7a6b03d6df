package io.inkstone.evaluation;

import org.jspecify.annotations.Nullable;

/**
 * Where the formula is to go, as far as the request says.
 *
 * @param cell in A1 notation
 * @param mode {@code create} or {@code fill}
 */
record Place(
        @Nullable String sheet,
        @Nullable String cell,
        @Nullable String mode) {

    /** Anywhere. */
    static final Place ANY = new Place(null, null, null);
}
