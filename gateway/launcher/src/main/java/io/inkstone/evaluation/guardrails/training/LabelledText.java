package io.inkstone.evaluation.guardrails.training;

/**
 * A text with what a classifier should say of it.
 *
 * @param positive whether the classifier should find it
 * @param set the public set, or the list of our own, that it is of
 * @param copies how many times it counts in training; 1 is the rule
 */
public record LabelledText(String text, boolean positive, String set, int copies) {}
