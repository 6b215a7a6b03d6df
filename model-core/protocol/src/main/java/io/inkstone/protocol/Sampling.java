package io.inkstone.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How the next token is chosen. Every number is finite and in its range: engines abort on some of the others.
 *
 * @param temperature 0 (greedy) to 2
 * @param topP more than 0, to 1 (off)
 * @param topK 0 (off) to 1000
 * @param minP 0 (off) to 1
 * @param presencePenalty −2 to 2
 * @param frequencyPenalty −2 to 2
 * @param seed for a repeatable choice
 * @param logitBias token → −100 to 100, at most 300 tokens
 */
public record Sampling(
        double temperature,
        double topP,
        int topK,
        double minP,
        double presencePenalty,
        double frequencyPenalty,
        OptionalLong seed,
        Map<Integer, Double> logitBias) {

    /** The most tokens that a request may push or hold back. */
    public static final int MAX_LOGIT_BIAS_TOKENS = 300;

    /** Checks every range. */
    public Sampling {
        check("temperature", temperature, 0, 2);
        check("top_p", topP, Double.MIN_VALUE, 1);
        check("top_k", topK, 0, 1000);
        check("min_p", minP, 0, 1);
        check("presence_penalty", presencePenalty, -2, 2);
        check("frequency_penalty", frequencyPenalty, -2, 2);
        logitBias.forEach((token, bias) -> check("logit_bias", bias, -100, 100));
        logitBias = Map.copyOf(logitBias);
    }

    private static void check(String name, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw ApiException.invalidRequest(
                    "invalid_value",
                    name,
                    "'" + name + "' is " + value + " but must be from " + min + " to " + max + ".");
        }
    }

    /** OpenAI's defaults: temperature 1, nothing cut off, no penalties. */
    public static Sampling defaults() {
        return new Sampling(1, 1, 0, 0, 0, 0, OptionalLong.empty(), Map.of());
    }

    /** The most likely token, always. */
    public static Sampling greedy() {
        return new Sampling(0, 1, 0, 0, 0, 0, OptionalLong.empty(), Map.of());
    }

    static Sampling parse(RequestFields fields) {
        return new Sampling(
                fields.number("temperature", 1, 0, 2),
                fields.number("top_p", 1, Double.MIN_VALUE, 1),
                fields.integer("top_k", 0, 1000).orElse(0),
                fields.number("min_p", 0, 0, 1),
                fields.number("presence_penalty", 0, -2, 2),
                fields.number("frequency_penalty", 0, -2, 2),
                fields.longInteger("seed"),
                parseBias(fields));
    }

    private static Map<Integer, Double> parseBias(RequestFields fields) {
        RequestFields bias = fields.child("logit_bias").orElse(null);
        if (bias == null) {
            return Map.of();
        }
        ObjectNode object = bias.object();
        if (object.size() > MAX_LOGIT_BIAS_TOKENS) {
            throw fields.invalid(
                    "logit_bias",
                    "'logit_bias' names " + object.size() + " tokens; at most " + MAX_LOGIT_BIAS_TOKENS
                            + " are taken.");
        }
        Map<Integer, Double> biases = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            if (!entry.getKey().matches("[0-9]{1,9}")) {
                throw fields.invalid("logit_bias", "A key of 'logit_bias' is not a token id, as \"1234\".");
            }
            biases.put(Integer.parseInt(entry.getKey()), bias.numberIn(entry.getKey(), entry.getValue(), -100, 100));
        }
        return biases;
    }
}
