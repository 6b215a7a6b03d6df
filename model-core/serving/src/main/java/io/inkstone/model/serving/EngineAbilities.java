package io.inkstone.model.serving;

/**
 * What an engine can do; callers plan by it instead of trying.
 *
 * @param grammar holds an answer to a grammar in GBNF
 * @param jsonSchema holds an answer to a JSON Schema; follows from {@code grammar}, as schemas are compiled to grammars
 *     here
 * @param fim fills a gap, where the model has the tokens for it
 * @param logProbabilities tells how likely the tokens were
 * @param adapters applies LoRA adapters
 * @param cancelWhileReading stops within a batch of 64 tokens while it reads a prompt; an engine without it is restarted
 *     instead
 */
record EngineAbilities(
        boolean grammar,
        boolean jsonSchema,
        boolean fim,
        boolean logProbabilities,
        boolean adapters,
        boolean cancelWhileReading) {}
