package io.inkstone.connector;

import java.util.Objects;

/**
 * A question whose answer has to conform to a grammar.
 *
 * @param system what the model is and how it has to answer
 * @param user the question
 * @param grammar what the answer may be
 * @param temperature 0 for the likeliest answer; above 0 to sample, at most 2
 * @param seed makes a sampled answer repeatable on one engine
 * @param maxTokens the most tokens that the answer may take, at least 1
 */
public record ChooseRequest(String system, String user, Grammar grammar, double temperature, int seed, int maxTokens) {

    /** Checks the ranges. */
    public ChooseRequest {
        Objects.requireNonNull(system);
        Objects.requireNonNull(user);
        Objects.requireNonNull(grammar);
        if (!(temperature >= 0 && temperature <= 2)) {
            throw new IllegalArgumentException("temperature " + temperature + " is not between 0 and 2");
        }
        if (maxTokens < 1) {
            throw new IllegalArgumentException("maxTokens " + maxTokens + " is below 1");
        }
    }

    /** The likeliest answer of at most 256 tokens. */
    public static ChooseRequest of(String system, String user, Grammar grammar) {
        return new ChooseRequest(system, user, grammar, 0, 0, 256);
    }

    /** The same question, sampled. */
    public ChooseRequest sampled(double newTemperature, int newSeed) {
        return new ChooseRequest(system, user, grammar, newTemperature, newSeed, maxTokens);
    }
}
