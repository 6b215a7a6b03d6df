package io.inkstone.model.serving;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import java.util.OptionalInt;

/**
 * What the child of the embedded engine is told at its start, as the one argument of its command line.
 *
 * @param modelFile the GGUF file
 * @param contextTokens how many tokens prompt and answer may have together
 * @param slots how many prompts are kept read
 * @param threads how many threads compute
 * @param bosToken the token that begins every text, where there is one
 */
record EmbeddedSettings(String modelFile, int contextTokens, int slots, int threads, OptionalInt bosToken) {

    String write() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("model_file", modelFile)
                .put("context_tokens", contextTokens)
                .put("slots", slots)
                .put("threads", threads);
        bosToken.ifPresent(token -> json.put("bos_token", token));
        return Json.write(json);
    }

    static EmbeddedSettings read(String text) throws JsonProcessingException {
        JsonNode json = Json.MAPPER.readTree(text);
        JsonNode bos = json.path("bos_token");
        return new EmbeddedSettings(
                json.path("model_file").asText(),
                json.path("context_tokens").asInt(),
                json.path("slots").asInt(),
                json.path("threads").asInt(),
                bos.isInt() ? OptionalInt.of(bos.intValue()) : OptionalInt.empty());
    }
}
