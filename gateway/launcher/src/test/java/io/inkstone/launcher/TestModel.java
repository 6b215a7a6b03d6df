package io.inkstone.launcher;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.inkstone.model.catalog.Catalog;
import io.inkstone.model.catalog.ModelException;
import io.inkstone.model.catalog.ModelFetcher;
import io.inkstone.model.catalog.ModelStore;
import io.inkstone.model.catalog.ProgressListener;
import java.util.Map;

/** The model that the integration tests run on. */
final class TestModel {

    /** What makes a system serve it. */
    static final Map<String, String> ENVIRONMENT = Map.of();

    private TestModel() {}

    /** Fetches it, once for the machine; where that fails the test is skipped with the reason. */
    static void assumeAtHand() {
        ModelStore store = ModelStore.standard();
        try {
            new ModelFetcher(store).fetch(Catalog.load(store).defaultChat(), ProgressListener.silent());
        } catch (ModelException e) {
            assumeTrue(false, e.getMessage());
        }
    }
}
