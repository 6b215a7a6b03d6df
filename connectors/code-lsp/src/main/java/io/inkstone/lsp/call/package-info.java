/** Futures that hand cancellation down, which those of the JDK do not. Used by every package that asks for something. */
@NullMarked
package io.inkstone.lsp.call;

import org.jspecify.annotations.NullMarked;
