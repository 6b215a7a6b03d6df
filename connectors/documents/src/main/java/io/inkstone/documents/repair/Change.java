package io.inkstone.documents.repair;

/**
 * One thing that was wrong with a formula.
 *
 * @param kind a stable name in snake case, e.g. {@code range_length}
 * @param words what was wrong and what was done, in a sentence
 */
public record Change(String kind, String words) {}
