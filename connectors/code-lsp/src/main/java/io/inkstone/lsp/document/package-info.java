/** What the editor has open, as immutable texts with the edits that led to them. Knows nothing of models or of the wire. */
@NullMarked
package io.inkstone.lsp.document;

import org.jspecify.annotations.NullMarked;
