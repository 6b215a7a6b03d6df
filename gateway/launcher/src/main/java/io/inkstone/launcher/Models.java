package io.inkstone.launcher;

import io.inkstone.model.catalog.ModelEntry;
import io.inkstone.model.catalog.ModelFetcher;
import io.inkstone.model.catalog.ModelStore;
import io.inkstone.model.catalog.ModelStore.State;
import java.nio.file.Path;

/** Has models' files at hand, showing how far that is. */
final class Models {

    private Models() {}

    /** The file, fetched when it is missing. A damaged one is named and not replaced: somebody may want to know why. */
    static Path atHand(ModelStore store, ModelEntry entry) {
        State state = store.state(entry);
        if (state == State.MISSING || state == State.PARTIAL) {
            return pull(store, entry);
        }
        try (ProgressLine progress = new ProgressLine(entry.name())) {
            return store.require(entry, progress);
        }
    }

    /** The file, fetched when it is missing or damaged. */
    static Path pull(ModelStore store, ModelEntry entry) {
        try (ProgressLine progress = new ProgressLine(entry.name())) {
            return new ModelFetcher(store).fetch(entry, progress);
        }
    }
}
