package io.inkstone.model.serving;

import io.inkstone.protocol.ProtocolContract;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** A llama.cpp server keeps the protocol's contract. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LlamaServerContractIT extends ProtocolContract {

    private RunningModelCore core;

    @BeforeAll
    void start() throws ProcessFailure, InterruptedException {
        TestModels.assumeAtHand(TestModels.SMALL);
        Path program = LlamaServerProgram.assumeAtHand();
        core = RunningModelCore.start(Map.of(
                "models",
                TestModels.SMALL,
                "engine",
                "llama-server",
                "llama-server-path",
                program.toString(),
                "embeddings",
                "false",
                // Its threads wait for each other in a busy loop, which a machine with other work pays dearly for.
                "threads",
                "1"));
    }

    @AfterAll
    void stop() {
        if (core != null) {
            core.close();
        }
    }

    @Override
    public Target target() {
        return Target.of(core.base(), RunningModelCore.SECRET, TestModels.SMALL);
    }
}
