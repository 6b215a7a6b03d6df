/**
 * OpenAI's surface: models, chats and their other shapes, embeddings, reranking, moderations, files and batches. A request keeps its
 * JSON whole on its way into the model ring. {@link io.inkstone.gateway.openai.OpenAiRoutes} lists what is asked with JSON, for
 * callers and for the lines of a batch.
 */
@NullMarked
package io.inkstone.gateway.openai;

import org.jspecify.annotations.NullMarked;
