package io.inkstone.model.serving;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** model-core's settings: {@code inkstone.model-core.*}. */
@ConfigMapping(prefix = "inkstone.model-core")
interface ModelCoreConfig {

    /** The address to listen on. The secret guards it, but it is plain HTTP: keep it on loopback or behind TLS. */
    @WithDefault("127.0.0.1")
    String host();

    /** The port to listen on; 0 takes a free one. */
    @WithDefault("0")
    int port();

    /** What callers must know; given by the environment variable INKSTONE_MODEL_CORE_SECRET, not in a file. */
    Optional<String> secret();

    /** Names of the language models to serve, each by an engine of its own; the catalogue's default if not set. */
    Optional<List<String>> models();

    /** Which engine runs them: embedded or llama-server. */
    @WithDefault("embedded")
    EngineKind engine();

    /** The program of the llama-server engine; looked for on the PATH if not set. */
    Optional<String> llamaServerPath();

    /** How many tokens prompt and answer may have together, if the model was trained for as many. */
    @WithDefault("8192")
    int contextTokens();

    /** How many tokens an answer may have when a request does not say. */
    @WithDefault("2048")
    int defaultAnswerTokens();

    /**
     * How many prompts an engine keeps read, each with a context of its own: for so many editors, chats and places in a file nothing
     * is read twice. With more than one, an editor's completion does not wait for another answer to end. Memory is taken when a
     * slot is first needed.
     */
    @WithDefault("4")
    int slots();

    /** How many threads an engine computes with; as many as there are processors if not set. */
    OptionalInt threads();

    /** How many requests wait for an engine before further ones are sent away with 429. */
    @WithDefault("16")
    int queueLength();

    /** Whether the embedding model is served. */
    @WithDefault("true")
    boolean embeddings();

    /** The largest body of a request, in bytes. */
    @WithDefault("16777216")
    int maxBodyBytes();

    /** How long a request may take, waiting included, in seconds. */
    @WithDefault("600")
    int requestTimeoutSeconds();

    /** How long a request waits for an engine that is being started again, in seconds. */
    @WithDefault("10")
    int restartWaitSeconds();
}
