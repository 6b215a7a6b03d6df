package io.inkstone.evaluation.code;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.evaluation.ScriptedSystem;
import io.inkstone.protocol.Json;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class OtherWorkTest {

    private static final TypedFile FILE = new TypedFile(
            "class A {\n    int xx;\n    int yy;\n}\n",
            List.of(new TypedFile.Place(14, 21, 21), new TypedFile.Place(26, 33, 33)));

    /** A chat is slow; a completion takes as long as what is said of it. */
    private static final class Engine extends ScriptedSystem {

        private final List<String> asked = new CopyOnWriteArrayList<>();

        @Override
        public Reply post(String path, ObjectNode body) {
            boolean chat = path.endsWith("/chat/completions");
            asked.add(
                    chat
                            ? "chat " + body.path("max_tokens").asInt()
                            : body.path("prefix").asText());
            try {
                Thread.sleep(chat ? 300 : 1);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return new Reply(200, Json.MAPPER.createObjectNode());
        }
    }

    @Test
    void goes_away_and_comes_back_and_does_not_wait_for_a_long_answer() {
        Engine engine = new Engine();
        OtherWork.Figures figures = new OtherWork(engine, "m", "A.java", Duration.ofMillis(50)).run(FILE);

        String here = FILE.text().substring(0, 14);
        assertThat(engine.asked)
                .containsExactly(
                        here,
                        FILE.text().substring(0, 26),
                        here + "i",
                        "chat 16",
                        here + "in",
                        "chat 160",
                        here + "int");
        assertThat(figures.places()).isEqualTo(1);
        assertThat(List.of(figures.first(), figures.back(), figures.afterChat(), figures.besideChat()))
                .as("the chat's own time is not in it")
                .allMatch(millis -> millis >= 1 && millis < 250);
    }

    @Test
    void needs_another_place_to_go_to() {
        TypedFile one = new TypedFile(FILE.text(), FILE.places().subList(0, 1));
        assertThat(new OtherWork(new Engine(), "m", "A.java", Duration.ZERO).run(one))
                .isEqualTo(new OtherWork.Figures(0, 0, 0, 0, 0));
    }
}
