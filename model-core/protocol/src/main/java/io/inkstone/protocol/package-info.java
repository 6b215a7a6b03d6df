/**
 * OpenAI's protocol as both sides of it need it: error bodies, typed views of requests whose JSON is kept whole,
 * server-sent events, and grammars in GBNF. No transport, no threads; may touch Jackson only.
 */
@NullMarked
package io.inkstone.protocol;

import org.jspecify.annotations.NullMarked;
