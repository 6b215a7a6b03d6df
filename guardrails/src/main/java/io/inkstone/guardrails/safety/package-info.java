/**
 * Rails against harm: instructions from where none may come, offensive answers, leaked system prompts, links that nobody
 * gave, answers without a source, and topics that a tenant forbids. Linear classifiers and fixed phrases, in time linear in
 * the text; no I/O after a rail is made, and nothing but the library's core and its re2j.
 */
@NullMarked
package io.inkstone.guardrails.safety;

import org.jspecify.annotations.NullMarked;
