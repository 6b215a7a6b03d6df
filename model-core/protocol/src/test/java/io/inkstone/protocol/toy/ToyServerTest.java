package io.inkstone.protocol.toy;

import io.inkstone.protocol.ProtocolContract;
import java.io.IOException;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Holds the contract against a server that keeps it, so that a mistake in the contract shows without an engine. */
class ToyServerTest extends ProtocolContract {

    private static ToyServer server;

    @BeforeAll
    static void start() throws IOException {
        server = ToyServer.start("secret");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    public Target target() {
        return Target.of(server.baseUri(), "secret", ToyServer.MODEL)
                .withFim(ToyServer.MODEL)
                .withEmbedding(ToyServer.EMBEDDER)
                .withAbilities(EnumSet.of(Ability.GRAMMAR, Ability.REQUEST_ID));
    }
}
