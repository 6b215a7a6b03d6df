/**
 * Other shapes of a chat: OpenAI's responses and Anthropic's messages. Pure translation, JSON to JSON: a request becomes a
 * chat, a chat's answer or its chunks become the shape's own. Asks no model and knows no HTTP, so that what is asked in any
 * shape takes the one way through the rings. {@link io.inkstone.gateway.dialect.Dialect} is the way in.
 */
@NullMarked
package io.inkstone.gateway.dialect;

import org.jspecify.annotations.NullMarked;
