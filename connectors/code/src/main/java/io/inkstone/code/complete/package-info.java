/**
 * Completion in the middle of a file: the prompt is laid out, the model stopped at a sensible place, its text judged where it
 * would stand. Knows the SPI and the syntax package, nothing of HTTP or of an engine.
 */
@NullMarked
package io.inkstone.code.complete;

import org.jspecify.annotations.NullMarked;
