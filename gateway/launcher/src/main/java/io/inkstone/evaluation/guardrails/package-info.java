/** Measures the guardrails on public sets. Reads files, and calls nothing but the library of guardrails. */
@NullMarked
package io.inkstone.evaluation.guardrails;

import org.jspecify.annotations.NullMarked;
