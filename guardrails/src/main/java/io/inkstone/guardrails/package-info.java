/**
 * Text and a policy in, a verdict out. {@link io.inkstone.guardrails.Policy} says which rails look at what and what follows from
 * their findings; {@link io.inkstone.guardrails.Guard} applies it to a whole text, {@link io.inkstone.guardrails.StreamGuard} to
 * one that is still coming. Rails are found by {@link java.util.ServiceLoader}. No server, no I/O, and nothing of Inkstone's
 * other modules.
 */
@NullMarked
package io.inkstone.guardrails;

import org.jspecify.annotations.NullMarked;
