package io.inkstone.model.serving;

import io.inkstone.protocol.ApiException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** All that is served, by name. Thread-safe. */
final class ServedModels implements AutoCloseable {

    private final Map<String, ServedModel> languageModels = new LinkedHashMap<>();
    private final Optional<EmbeddingService> embeddings;
    private final long startedSeconds = System.currentTimeMillis() / 1000;
    private volatile boolean started;

    ServedModels(List<ServedModel> models, Optional<EmbeddingService> embeddings) {
        models.forEach(model -> languageModels.put(model.name(), model));
        this.embeddings = embeddings;
    }

    /** Starts all engines at once; completes when each has generated a token, or with what failed first. */
    CompletableFuture<Void> start() {
        List<CompletableFuture<Void>> starts = new ArrayList<>();
        languageModels.values().forEach(model -> starts.add(model.supervisor().start()));
        embeddings.ifPresent(service -> starts.add(service.engine().start()));
        CompletableFuture<Void> all = CompletableFuture.allOf(starts.toArray(new CompletableFuture<?>[0]))
                .thenRun(() -> started = true);
        for (CompletableFuture<Void> start : starts) {
            // Else the others would be waited for.
            start.exceptionally(failure -> {
                all.completeExceptionally(failure);
                return null;
            });
        }
        return all;
    }

    boolean isStarted() {
        return started;
    }

    /** When this process began, in seconds since 1970. */
    long startedSeconds() {
        return startedSeconds;
    }

    List<String> names() {
        List<String> names = new ArrayList<>(languageModels.keySet());
        embeddings.ifPresent(service -> names.add(service.entry().name()));
        return names;
    }

    List<ServedModel> all() {
        return List.copyOf(languageModels.values());
    }

    Optional<EmbeddingService> embeddings() {
        return embeddings;
    }

    /**
     * The language model of that name.
     *
     * @throws ApiException 404 {@code model_not_found}; 400 {@code unsupported_model} for one that only embeds
     */
    ServedModel languageModel(String name) {
        ServedModel model = languageModels.get(name);
        if (model != null) {
            return model;
        }
        if (isEmbedding(name)) {
            throw ApiException.invalidRequest(
                    "unsupported_model", "model", "'" + name + "' only embeds; use /v1/embeddings with it.");
        }
        throw notFound(name);
    }

    /**
     * The embedding model, if that is its name.
     *
     * @throws ApiException 404 {@code model_not_found}; 400 {@code unsupported_model} for one that does not embed
     */
    EmbeddingService embeddingModel(String name) {
        if (languageModels.containsKey(name)) {
            throw ApiException.invalidRequest(
                    "unsupported_model", "model", "'" + name + "' does not embed; use /v1/chat/completions with it.");
        }
        return embeddings.filter(service -> isEmbedding(name)).orElseThrow(() -> notFound(name));
    }

    private boolean isEmbedding(String name) {
        return embeddings.isPresent() && embeddings.get().entry().name().equals(name);
    }

    private ApiException notFound(String name) {
        String asked = name.length() <= 100 ? name : name.substring(0, 100) + "…";
        return ApiException.notFound(
                "model_not_found", "The model '" + asked + "' is not served; expected one of " + names() + ".");
    }

    @Override
    public void close() {
        languageModels.values().forEach(model -> model.supervisor().close());
        embeddings.ifPresent(service -> service.engine().close());
    }
}
