package io.inkstone.model.serving;

import io.inkstone.protocol.ProtocolContract;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The embedded engine keeps the protocol's contract; gaps are filled by the default model, all else by a smaller one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EmbeddedContractIT extends ProtocolContract {

    private RunningModelCore core;

    @BeforeAll
    void start() throws ProcessFailure, InterruptedException {
        TestModels.assumeAtHand(TestModels.SMALL);
        TestModels.assumeAtHand(TestModels.FIM);
        core = RunningModelCore.start(Map.of("models", TestModels.SMALL + "," + TestModels.FIM));
    }

    @AfterAll
    void stop() {
        if (core != null) {
            core.close();
        }
    }

    @Override
    public Target target() {
        return Target.of(core.base(), RunningModelCore.SECRET, TestModels.SMALL)
                .withFim(TestModels.FIM)
                .withEmbedding(TestModels.EMBEDDING);
    }
}
