/**
 * What a request names: finds the columns, cell values, numbers, days and words of asking in a request of a few words, in
 * English and Chinese, exactly and nearly. Knows tables, not formulas; asks no model.
 */
@NullMarked
package io.inkstone.documents.linking;

import org.jspecify.annotations.NullMarked;
