package io.inkstone.documents.reading;

import io.inkstone.documents.sketch.Sketch;

/**
 * A reading of a request.
 *
 * @param sketch what would be computed
 * @param penalty how much speaks against it: 0 when every part is named outright
 */
public record Candidate(Sketch sketch, double penalty) {}
