/**
 * Calls and answers in OpenAI's shape through the rails: every text of a body checked and masked on its way to a model, every
 * text of an answer restored and checked on its way back, whole or in chunks. The gateway's model ring and the local proxy
 * both stand on it; it knows of neither.
 */
@NullMarked
package io.inkstone.guardrails.openai;

import org.jspecify.annotations.NullMarked;
