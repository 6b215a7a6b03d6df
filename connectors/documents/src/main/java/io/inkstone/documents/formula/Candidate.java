package io.inkstone.documents.formula;

/**
 * A reading of a request.
 *
 * @param sketch what would be computed
 * @param penalty how much speaks against it: 0 when every part is named outright
 */
record Candidate(Sketch sketch, double penalty) {}
