/**
 * model-core as a process: engines in supervised child processes behind one interface, and the HTTP server that speaks
 * OpenAI's protocol for them on loopback. Only {@code LlamaNative} may touch de.kherud.llama, only {@code EmbeddingChild}
 * the embedding model; both live in children, so that their crashes stay there.
 */
@NullMarked
package io.inkstone.model.serving;

import org.jspecify.annotations.NullMarked;
