/**
 * What is to be computed, typed: a {@link io.inkstone.documents.sketch.Sketch} over the columns of a table, with {@code SketchRunner},
 * which computes it on the columns, {@code FormulaCompiler}, which writes it as a formula, and {@code SketchText}, which says
 * it in words. The three share nothing but the sketch, so that each can be held against the others. Knows tables, not requests.
 */
@NullMarked
package io.inkstone.documents.sketch;

import org.jspecify.annotations.NullMarked;
