/**
 * What of other places goes with a request: imports, what was changed lately, declarations of names near the cursor, and
 * similar code. Chooses; the gateway packs it into the model's budget.
 */
@NullMarked
package io.inkstone.lsp.context;

import org.jspecify.annotations.NullMarked;
