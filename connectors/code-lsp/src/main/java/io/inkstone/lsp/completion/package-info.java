/** When the model is asked for a completion, and when an earlier answer serves. Knows nothing of the editor's protocol. */
@NullMarked
package io.inkstone.lsp.completion;

import org.jspecify.annotations.NullMarked;
