/**
 * The language server: what an editor can ask, translated to the packages below and back. The only package that speaks
 * the editor's protocol, apart from positions and edits in {@code document}.
 */
@NullMarked
package io.inkstone.lsp;

import org.jspecify.annotations.NullMarked;
