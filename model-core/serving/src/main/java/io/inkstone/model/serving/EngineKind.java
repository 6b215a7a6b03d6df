package io.inkstone.model.serving;

/** Which engine runs language models. In settings: {@code embedded}, {@code llama-server}. */
enum EngineKind {
    /** llama.cpp in a child JVM; nothing to install. */
    EMBEDDED,
    /** A llama.cpp server that is installed on the machine. */
    LLAMA_SERVER
}
