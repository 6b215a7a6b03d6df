/**
 * Trains the classifiers that the guardrails come with, from public sets and from phrases of our own. Outside of anything
 * that answers requests.
 */
@NullMarked
package io.inkstone.evaluation.guardrails.training;

import org.jspecify.annotations.NullMarked;
