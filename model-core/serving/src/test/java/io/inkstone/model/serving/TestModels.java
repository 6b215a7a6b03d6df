package io.inkstone.model.serving;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.inkstone.model.catalog.Catalog;
import io.inkstone.model.catalog.ModelException;
import io.inkstone.model.catalog.ModelFetcher;
import io.inkstone.model.catalog.ModelStore;
import io.inkstone.model.catalog.ProgressListener;
import java.nio.file.Path;

/** The models that the integration tests run on: fetched once for the machine; where that fails, tests are skipped. */
final class TestModels {

    /** Small and quick; chats and completes. */
    static final String SMALL = "smollm2-135m-instruct";

    /** Fills gaps too. */
    static final String FIM = "qwen2.5-coder-0.5b-instruct";

    static final String EMBEDDING = "bge-small-zh-v1.5";

    private TestModels() {}

    /** The model's file. */
    static Path assumeAtHand(String name) {
        ModelStore store = ModelStore.standard();
        try {
            return new ModelFetcher(store).fetch(Catalog.load().require(name), ProgressListener.silent());
        } catch (ModelException e) {
            assumeTrue(false, e.getMessage());
            throw e;
        }
    }
}
