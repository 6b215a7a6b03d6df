package io.inkstone.model.serving;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import io.inkstone.protocol.Sampling;

/** A request in llama.cpp's own words, which both engines speak; without its prompt. */
final class LlamaFields {

    /** llama.cpp's seeds are unsigned, and its largest means a random one. */
    private static final long SEEDS = 0xFFFF_FFFFL;

    /** Candidates behind these have next to no weight together, but sorting a whole vocabulary costs as much as half a token. */
    private static final int MOST_CANDIDATES = 1000;

    private LlamaFields() {}

    static ObjectNode of(EngineRequest request) {
        Sampling sampling = request.sampling();
        ObjectNode fields = Json.MAPPER.createObjectNode();
        fields.put("n_predict", request.maxTokens());
        fields.put("temperature", sampling.temperature());
        fields.put("top_p", sampling.topP());
        fields.put("top_k", sampling.topK() == 0 ? MOST_CANDIDATES : sampling.topK());
        fields.put("min_p", sampling.minP());
        fields.put("presence_penalty", sampling.presencePenalty());
        fields.put("frequency_penalty", sampling.frequencyPenalty());
        sampling.seed().ifPresent(seed -> fields.put("seed", Math.floorMod(seed, SEEDS)));
        if (!sampling.logitBias().isEmpty()) {
            ArrayNode biases = fields.putArray("logit_bias");
            sampling.logitBias()
                    .forEach((token, bias) -> biases.addArray().add(token).add(bias));
        }
        request.grammar().ifPresent(grammar -> fields.put("grammar", grammar.text()));
        fields.put("cache_prompt", true);
        return fields;
    }
}
