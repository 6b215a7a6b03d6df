package io.inkstone.launcher;

import io.inkstone.model.catalog.ModelEntry;
import io.inkstone.model.catalog.ModelFetcher;
import io.inkstone.model.catalog.ModelStore;
import java.nio.file.Path;

/** Has models' files at hand, showing how far that is. */
final class Models {

    private Models() {}

    static Path fetch(ModelStore store, ModelEntry entry) {
        try (ProgressLine progress = new ProgressLine(entry.name())) {
            return new ModelFetcher(store).fetch(entry, progress);
        }
    }
}
