package io.inkstone.connector;

import java.util.List;
import java.util.Objects;

/**
 * A gap between two texts that a model shall fill, as an editor's completion does.
 *
 * @param prefix the text before the gap
 * @param suffix the text after it; may be empty
 * @param maxTokens the most tokens to write, at least 1
 * @param temperature 0 for the likeliest text; above 0 to sample, at most 2
 * @param seed makes a sampled text repeatable on one engine
 * @param stop texts that end what is written and are not part of it, none empty; at most {@value #MAX_STOP}, as other
 *     servers take no more
 * @param enough asked while text comes
 */
public record FillRequest(
        String prefix, String suffix, int maxTokens, double temperature, int seed, List<String> stop, FillStop enough) {

    /** The most stop texts. */
    public static final int MAX_STOP = 4;

    /** Checks the ranges. */
    public FillRequest {
        Objects.requireNonNull(prefix);
        Objects.requireNonNull(suffix);
        Objects.requireNonNull(enough);
        stop = List.copyOf(stop);
        if (maxTokens < 1) {
            throw new IllegalArgumentException("maxTokens " + maxTokens + " is below 1");
        }
        if (!(temperature >= 0 && temperature <= 2)) {
            throw new IllegalArgumentException("temperature " + temperature + " is not between 0 and 2");
        }
        if (stop.size() > MAX_STOP || stop.contains("")) {
            throw new IllegalArgumentException(
                    "stop holds " + stop.size() + " texts; it takes " + MAX_STOP + " at most, and no empty one");
        }
    }

    /** The likeliest text, ended by the model or at the most tokens. */
    public static FillRequest of(String prefix, String suffix, int maxTokens) {
        return new FillRequest(prefix, suffix, maxTokens, 0, 0, List.of(), FillStop.NEVER);
    }

    /** The same gap, ended where {@code newEnough} says. */
    public FillRequest until(FillStop newEnough) {
        return new FillRequest(prefix, suffix, maxTokens, temperature, seed, stop, newEnough);
    }

    /** The same gap, sampled. */
    public FillRequest sampled(double newTemperature, int newSeed) {
        return new FillRequest(prefix, suffix, maxTokens, newTemperature, newSeed, stop, enough);
    }
}
