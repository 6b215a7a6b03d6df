package io.inkstone.documents.linking;

import java.util.Optional;

/**
 * A comparison with a number that a request names.
 *
 * @param span the whole phrase, comparing words included
 * @param number where the (first) number itself stands
 * @param comparison how cells have to stand to {@code value}
 * @param value the number, multiplied by its unit (thousand, 万, …)
 * @param percent whether it was written as a percentage; {@code value} is then the number before the sign
 * @param money whether it was written with the name or sign of a currency
 * @param upper for "between": the second number, at most; else NaN
 * @param unit the unit named after it
 * @param stated whether a comparing word was there; a bare number is an {@link Comparison#EQUAL} that was not stated
 */
public record NumberMention(
        Span span,
        Span number,
        Comparison comparison,
        double value,
        boolean percent,
        boolean money,
        double upper,
        Optional<Unit> unit,
        boolean stated) {}
