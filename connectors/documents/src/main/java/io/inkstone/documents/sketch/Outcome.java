package io.inkstone.documents.sketch;

import org.jspecify.annotations.Nullable;

/**
 * What a sketch came to on the columns.
 *
 * @param value a {@link Double}, a {@link String}, or null when no row gave one
 * @param day whether the number is the serial number of a day
 * @param rows how many rows were taken
 * @param ties how many stand at the answered place of an order; 1 where there is no order
 */
public record Outcome(@Nullable Object value, boolean day, int rows, int ties) {}
