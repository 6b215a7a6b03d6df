/**
 * Formulas as trees, and what they compute in words. Parses a formula by itself, so that it can say where a faulty one stops
 * making sense and keep what POI's tokens lose: names of unknown functions, structured references, positions. Reads tables and evaluates through
 * {@code sheet}; nothing here asks a model.
 */
@NullMarked
package io.inkstone.documents.expression;

import org.jspecify.annotations.NullMarked;
