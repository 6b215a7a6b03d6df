/**
 * Measures the guardrails' rails on public sets, beside other programs in the same run. Sees the rails only as their interface
 * shows them.
 */
@NullMarked
package io.inkstone.evaluation.guardrails;

import org.jspecify.annotations.NullMarked;
