package io.inkstone.model.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaIterator;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.ModelParameters;
import io.inkstone.protocol.Json;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The one class that touches de.kherud.llama. It passes on only what is known not to abort the process: no
 * log-probabilities, no JSON Schema, no decoding of token ids, no embeddings; a grammar that was parsed before; numbers
 * that were checked before. All but {@link #tokenize} belong to one thread: cancelling from another makes the reader wait
 * for ever.
 */
final class LlamaNative {

    /** Prompts are read in batches of this many tokens; measured, larger ones are not faster. */
    static final int BATCH_TOKENS = 64;

    private final LlamaModel model;
    private final OptionalInt bosToken;
    private final Field parameters;

    private LlamaNative(LlamaModel model, OptionalInt bosToken) {
        this.model = model;
        this.bosToken = bosToken;
        try {
            // A prompt of token ids, and exact JSON, are only to be had by the map behind the setters.
            this.parameters = InferenceParameters.class.getSuperclass().getDeclaredField("parameters");
            parameters.setAccessible(true);
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("this version of the native engine is not the one that is known", e);
        }
    }

    /**
     * Loads a model.
     *
     * @throws RuntimeException when it cannot be loaded
     */
    static synchronized LlamaNative load(EmbeddedSettings settings) {
        ScratchDirectory scratch = ScratchDirectory.create();
        System.setProperty("de.kherud.llama.tmpdir", scratch.path().toString());
        try {
            ModelParameters parameters = new ModelParameters()
                    .setModel(settings.modelFile())
                    .setCtxSize(settings.contextTokens())
                    .setBatchSize(BATCH_TOKENS)
                    .setUbatchSize(BATCH_TOKENS)
                    .setThreads(settings.threads())
                    .setThreadsBatch(settings.threads())
                    .setParallel(1)
                    .disableContextShift()
                    .disableLog();
            return new LlamaNative(new LlamaModel(parameters), settings.bosToken());
        } finally {
            scratch.delete();
        }
    }

    /** The token ids of a text, control tokens read as such, with the one that begins a text. Thread-safe. */
    int[] tokenize(String text) {
        int[] tokens = model.encode(text);
        if (bosToken.isEmpty() || (tokens.length > 0 && tokens[0] == bosToken.getAsInt())) {
            return tokens;
        }
        int[] withBos = new int[tokens.length + 1];
        withBos[0] = bosToken.getAsInt();
        System.arraycopy(tokens, 0, withBos, 1, tokens.length);
        return withBos;
    }

    /** How many tokens a piece of an answer has. Thread-safe. */
    int[] tokenizePiece(String piece) {
        return model.encode(piece);
    }

    /** Reads the first {@code count} tokens into the cache; those that are there already cost next to nothing. */
    void read(int[] tokens, int count) {
        ObjectNode fields = Json.MAPPER.createObjectNode();
        fields.put("n_predict", 0).put("cache_prompt", true).put("temperature", 0);
        LlamaIterator iterator = start(tokens, count, fields);
        while (iterator.hasNext()) {
            iterator.next();
        }
    }

    /** Goes on from the tokens; {@code fields} are llama.cpp's own, in JSON. The iterator must be drained or cancelled. */
    LlamaIterator start(int[] tokens, int count, JsonNode fields) {
        InferenceParameters request = new InferenceParameters("");
        Map<String, String> map = map(request);
        fields.properties().forEach(field -> map.put(field.getKey(), Json.write(field.getValue())));
        StringBuilder prompt = new StringBuilder("[");
        for (int i = 0; i < count; i++) {
            prompt.append(i == 0 ? "" : ",").append(tokens[i]);
        }
        map.put("prompt", prompt.append(']').toString());
        return model.generate(request).iterator();
    }

    @SuppressWarnings("unchecked")
    private Map<String, String> map(InferenceParameters request) {
        try {
            return (Map<String, String>) parameters.get(request);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("the native engine's parameters cannot be set", e);
        }
    }
}
