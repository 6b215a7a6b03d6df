/**
 * What a request may mean: makes of the links every sketch that the words allow, each with a penalty for what they leave
 * open, or refuses with the reason. Asks no model and computes nothing.
 */
@NullMarked
package io.inkstone.documents.reading;

import org.jspecify.annotations.NullMarked;
