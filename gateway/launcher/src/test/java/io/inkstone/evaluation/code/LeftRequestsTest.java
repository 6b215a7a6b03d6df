package io.inkstone.evaluation.code;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.evaluation.ScriptedSystem;
import io.inkstone.protocol.Json;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class LeftRequestsTest {

    private static final TypedFile FILE = new TypedFile(
            "class A {\n    int x;\n    int y;\n}\n",
            List.of(new TypedFile.Place(14, 20, 20), new TypedFile.Place(25, 31, 31)));

    /** An engine with so much under way whenever somebody leaves. */
    private static final class Engine extends ScriptedSystem {

        private final int batch;
        private final int tokens;
        private boolean reading;
        private boolean writing;
        private int read;
        private int written;
        private int stopped;

        private Engine(int batch, int tokens) {
            this.batch = batch;
            this.tokens = tokens;
        }

        @Override
        public Reply post(String path, ObjectNode body) {
            return new Reply(200, Json.MAPPER.createObjectNode());
        }

        @Override
        public void postAndLeave(String path, ObjectNode body, Duration after) {
            reading = body.path("mode").asText().equals("line");
            writing = !reading;
            read += reading ? 128 : 0;
            written += writing ? 3 : 0;
            stopped++;
        }

        @Override
        public String metrics() {
            String page = String.format(
                    Locale.ROOT,
                    "inkstone_engine_read_tokens_total{model=\"fake\"} %d.0%n"
                            + "inkstone_engine_written_tokens_total{model=\"fake\"} %d.0%n"
                            + "inkstone_engine_stopped_total{model=\"fake\"} %d.0%n",
                    read,
                    written,
                    stopped);
            read += reading ? batch : 0;
            written += writing ? tokens : 0;
            reading = false;
            writing = false;
            return page;
        }
    }

    @Test
    void tells_what_an_engine_did_after_its_client_had_gone() {
        assertThat(new LeftRequests(new Engine(64, 1), "A.java", 1).run(FILE))
                .hasValue(new LeftRequests.Figures(2, 64, 2, 1));
        assertThat(new LeftRequests(new Engine(900, 50), "A.java", 1).run(FILE))
                .as("one that goes on")
                .hasValue(new LeftRequests.Figures(2, 900, 2, 50));
    }
}
