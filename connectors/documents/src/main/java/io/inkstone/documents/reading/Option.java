package io.inkstone.documents.reading;

import io.inkstone.documents.sketch.Condition;

/**
 * One reading of a phrase that says which rows are taken.
 *
 * @param condition what rows have to fulfil
 * @param penalty how much speaks against the reading; 0 for nothing
 */
record Option(Condition condition, double penalty) {}
