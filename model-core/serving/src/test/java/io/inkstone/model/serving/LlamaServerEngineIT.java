package io.inkstone.model.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;

/** A llama.cpp server keeps the engines' contract. */
final class LlamaServerEngineIT extends EngineContract {

    private final Vertx vertx = Vertx.vertx();

    @Override
    Engine create() {
        Path file = TestModels.assumeAtHand(TestModels.SMALL);
        Path program = LlamaServerProgram.assumeAtHand();
        return new LlamaServerEngine(vertx, TestModels.SMALL, program, file, 4096, SLOTS, 1);
    }

    @AfterAll
    void closeVertx() {
        assertThat(vertx.close()).isNotNull();
    }
}
