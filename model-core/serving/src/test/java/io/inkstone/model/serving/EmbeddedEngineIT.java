package io.inkstone.model.serving;

import java.nio.file.Path;

/** The embedded engine keeps the engines' contract. */
final class EmbeddedEngineIT extends EngineContract {

    @Override
    Engine create() {
        Path file = TestModels.assumeAtHand(TestModels.SMALL);
        EmbeddedSettings settings = new EmbeddedSettings(
                file.toString(), 4096, SLOTS, 2, GgufVocabulary.read(file).bosToken());
        return new EmbeddedEngine(TestModels.SMALL, settings);
    }
}
