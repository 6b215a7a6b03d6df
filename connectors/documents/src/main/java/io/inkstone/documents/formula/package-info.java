/**
 * From a request to a formula that can be trusted. A request is read into candidate sketches ({@code reading}), the model
 * chooses where words leave it open ({@code SketchDecoder}); the sketch is run on the columns and, apart from that, compiled to
 * a formula ({@code sketch}) which a spreadsheet engine evaluates ({@code FormulaJudge}); only what both agree on is answered.
 */
@NullMarked
package io.inkstone.documents.formula;

import org.jspecify.annotations.NullMarked;
