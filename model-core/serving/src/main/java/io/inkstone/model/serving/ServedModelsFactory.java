package io.inkstone.model.serving;

import io.inkstone.model.catalog.Catalog;
import io.inkstone.model.catalog.ModelEntry;
import io.inkstone.model.catalog.ModelRole;
import io.inkstone.model.catalog.ModelStore;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Makes what is to be served out of the settings: finds files, checks them, chooses engines. Starts nothing. */
final class ServedModelsFactory {

    private final Vertx vertx;
    private final ModelCoreConfig config;
    private final Catalog catalog;
    private final ModelStore store;
    private final int threads;
    private final Duration restartWait;

    ServedModelsFactory(Vertx vertx, ModelCoreConfig config, Catalog catalog, ModelStore store) {
        this.vertx = vertx;
        this.config = config;
        this.catalog = catalog;
        this.store = store;
        this.threads = config.threads().orElse(Runtime.getRuntime().availableProcessors());
        this.restartWait = Duration.ofSeconds(config.restartWaitSeconds());
    }

    /**
     * Makes them.
     *
     * @throws StartFailure or ModelException, when a model is not to be had
     */
    ServedModels create() {
        List<String> names =
                config.models().orElse(List.of(catalog.defaultChat().name()));
        List<ServedModel> served = new ArrayList<>();
        for (String name : new LinkedHashSet<>(names)) {
            served.add(languageModel(catalog.require(name)));
        }
        Optional<EmbeddingService> embeddings =
                config.embeddings() ? Optional.of(embeddings(catalog.defaultEmbedding())) : Optional.empty();
        return new ServedModels(served, embeddings);
    }

    private ServedModel languageModel(ModelEntry entry) {
        if (!entry.can(ModelRole.COMPLETION) && !entry.can(ModelRole.CHAT)) {
            throw new StartFailure("inkstone.model-core.models names '" + entry.name()
                    + "', which is no language model; expected one that chats or completes");
        }
        Path file = store.require(entry);
        GgufVocabulary vocabulary = GgufVocabulary.read(file);
        int contextTokens = Math.min(config.contextTokens(), vocabulary.contextTokens());
        Engine engine = engine(entry.name(), file, vocabulary, contextTokens);
        return new ServedModel(
                entry,
                contextTokens,
                vocabulary,
                new EngineSupervisor(entry.name(), engine, restartWait, System::nanoTime),
                queue(entry, config.slots() > 1 ? 1 : 0),
                new PromptWriter(entry));
    }

    private Engine engine(String name, Path file, GgufVocabulary vocabulary, int contextTokens) {
        return switch (config.engine()) {
            case EMBEDDED ->
                new EmbeddedEngine(
                        name,
                        new EmbeddedSettings(
                                file.toString(), contextTokens, config.slots(), threads, vocabulary.bosToken()));
            case LLAMA_SERVER -> {
                Path program = LlamaServerBinary.find(config.llamaServerPath(), System.getenv("PATH"));
                yield new LlamaServerEngine(vertx, name, program, file, contextTokens, config.slots(), threads);
            }
        };
    }

    private EmbeddingService embeddings(ModelEntry entry) {
        return new EmbeddingService(entry, new EmbeddingEngine(entry.name()), queue(entry, 0), restartWait);
    }

    private RequestQueue queue(ModelEntry entry, int beside) {
        return new RequestQueue(entry.name(), 1, beside, config.queueLength(), System::nanoTime);
    }
}
