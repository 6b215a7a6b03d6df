/**
 * From a request to a formula that can be trusted. A request becomes a {@link io.inkstone.documents.formula.Sketch}; the
 * sketch is run on the columns and, apart from that, compiled to a formula which a spreadsheet engine evaluates; only
 * what both agree on is answered. One file for each step, in the order of the way: {@code SketchBuilder} (candidates),
 * {@code SketchDecoder} (the model chooses), {@code SketchRunner}, {@code FormulaCompiler}, {@code FormulaJudge},
 * {@code Explainer}.
 */
@NullMarked
package io.inkstone.documents.formula;

import org.jspecify.annotations.NullMarked;
