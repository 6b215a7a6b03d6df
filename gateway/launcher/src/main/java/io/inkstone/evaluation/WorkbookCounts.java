package io.inkstone.evaluation;

/**
 * What became of the workbooks of a corpus.
 *
 * @param opened how many were read
 * @param savedUnchanged how many of these lost nothing when a formula was written into them
 * @param refused how many were refused with a reason
 * @param failed how many ended in a fault
 */
public record WorkbookCounts(int opened, int savedUnchanged, int refused, int failed) {}
