package io.inkstone.code.feedback;

/**
 * What {@code code/feedback} answers.
 *
 * @param counted how many of the events were counted: not those that had been told before
 */
public record FeedbackAnswer(int counted) {}
