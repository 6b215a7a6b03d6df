package io.inkstone.model.serving;

import io.inkstone.model.catalog.ModelEntry;

/**
 * A language model that is served.
 *
 * @param contextTokens how many tokens prompt and answer may have together, here and now
 */
record ServedModel(
        ModelEntry entry,
        int contextTokens,
        GgufVocabulary vocabulary,
        EngineSupervisor supervisor,
        RequestQueue queue,
        PromptWriter prompts) {

    String name() {
        return entry.name();
    }
}
