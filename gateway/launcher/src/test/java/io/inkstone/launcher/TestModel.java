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

    /** Small, and enough to serve a token. */
    static final String NAME = "smollm2-135m-instruct";

    /** What makes a system serve it. */
    static final Map<String, String> ENVIRONMENT = Map.of("INKSTONE_MODEL_CORE_MODELS", NAME);

    private TestModel() {}

    /** Fetches it, once for the machine; where that fails the test is skipped with the reason. */
    static void assumeAtHand() {
        assumeAtHand(NAME);
    }

    /** The same for another model of the catalogue. */
    static void assumeAtHand(String name) {
        ModelStore store = ModelStore.standard();
        try {
            new ModelFetcher(store).fetch(Catalog.load(store).require(name), ProgressListener.silent());
        } catch (ModelException e) {
            assumeTrue(false, e.getMessage());
        }
    }
}
