package io.inkstone.evaluation;

/**
 * What became of a request on one workbook.
 *
 * @param seconds how long the answer took
 * @param known whether the workbook had been asked about before in the same run, and so had been read
 */
record Attempt(Trial trial, Outcome outcome, Verdict verdict, double seconds, boolean known) {}
