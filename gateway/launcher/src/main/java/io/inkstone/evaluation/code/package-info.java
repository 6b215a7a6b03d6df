/**
 * Measures code completion on public sets and on a person who types, beside the bare model. Code that a model wrote runs in a
 * sandbox only.
 */
@NullMarked
package io.inkstone.evaluation.code;

import org.jspecify.annotations.NullMarked;
