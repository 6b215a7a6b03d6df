/**
 * Measures guardrails against sets whose answers are known: generated ones and public ones. Sees the guardrails' policies and
 * verdicts and nothing of how they find things, so that both cannot share a mistake.
 */
@NullMarked
package io.inkstone.evaluation.guardrails;

import org.jspecify.annotations.NullMarked;
