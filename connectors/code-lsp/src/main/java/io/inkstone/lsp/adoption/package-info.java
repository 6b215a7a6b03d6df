/**
 * Counts what became of completions: shown, accepted, kept. Texts stay in memory for as long as they are compared, at most
 * five minutes; only counts go out.
 */
@NullMarked
package io.inkstone.lsp.adoption;

import org.jspecify.annotations.NullMarked;
