package io.inkstone.documents.sheet;

import org.jspecify.annotations.Nullable;

/**
 * How the texts of a column say numbers or days, for formulas that have to turn them into such.
 *
 * @param decimal the sign before a fraction, a point or a comma; a point for days
 * @param signs every other sign that stands in them beside figures, brackets and minus signs, each once: between groups, of
 *     currencies, of percent, and spaces; empty for days
 * @param percent whether any of them ends in a percent sign, and so is worth a hundredth of its figures
 * @param order the order in which days are written, or null for numbers
 */
public record StoredText(
        char decimal,
        String signs,
        boolean percent,
        @Nullable DayOrder order) {}
