/**
 * The files of the workspace: which of them may be read at all, and an index of what they declare and hold. Knows nothing
 * of the editor or of the gateway.
 */
@NullMarked
package io.inkstone.lsp.workspace;

import org.jspecify.annotations.NullMarked;
