/**
 * Measures an assistant beside the bare model, as a client of a running system. Sees the protocol and Apache POI, which
 * computes the bare model's formulas; nothing of the assistant that it measures, so that both cannot share a mistake.
 */
@NullMarked
package io.inkstone.evaluation;

import org.jspecify.annotations.NullMarked;
