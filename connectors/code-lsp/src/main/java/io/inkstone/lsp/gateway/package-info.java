/** The gateway as this client sees it: HTTP, its answers as records, its errors as states. Knows nothing of the editor's protocol. */
@NullMarked
package io.inkstone.lsp.gateway;

import org.jspecify.annotations.NullMarked;
