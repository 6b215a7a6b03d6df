package io.inkstone.launcher;

import io.inkstone.protocol.ProtocolContract;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The whole system keeps the protocol's contract: client, gateway, model-core, engine and back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GatewayContractIT extends ProtocolContract {

    private static final String FIM_MODEL = "qwen2.5-coder-0.5b-instruct";
    private static final String EMBEDDING_MODEL = "bge-small-zh-v1.5";

    @TempDir
    static Path dir;

    private RunningInkstone system;
    private String key;

    @BeforeAll
    void start() throws IOException {
        TestModel.assumeAtHand(TestModel.NAME);
        TestModel.assumeAtHand(FIM_MODEL);
        Files.writeString(
                dir.resolve("inkstone.yaml"),
                "inkstone:\n  model-core:\n    models: " + TestModel.NAME + "," + FIM_MODEL + "\n");
        DataDirectory data = new DataDirectory(dir);
        system = RunningInkstone.start(data, OptionalInt.of(0));
        key = data.adminKey().orElseThrow();
    }

    @AfterAll
    void stop() {
        if (system != null) {
            system.close();
        }
    }

    @Override
    public Target target() {
        return Target.of(URI.create("http://127.0.0.1:" + system.port()), key, TestModel.NAME)
                .withFim(FIM_MODEL)
                .withEmbedding(EMBEDDING_MODEL)
                .withAbilities(EnumSet.of(Ability.GRAMMAR, Ability.REQUEST_ID));
    }
}
