package io.inkstone.documents.repair;

import io.inkstone.documents.expression.Expression;

/**
 * What one fault may be mended to.
 *
 * @param formula the whole formula after it
 * @param cost how unlikely it is, 0 for certain; about 0.2 for the usual slip
 */
record Mend(Expression formula, Change change, double cost) {}
