package io.inkstone.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.inkstone.protocol.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A measurement over the whole system, small enough to be a test of the way and not of the assistant. */
@Timeout(300)
class EvalIT {

    @TempDir
    Path dir;

    @Test
    void measures_a_private_system_and_ends_it() throws Exception {
        TestModel.assumeAtHand();
        Map<String, String> environment = new HashMap<>(TestModel.ENVIRONMENT);
        String root = Path.of("..", "..").toRealPath().toString();
        environment.put("JDK_JAVA_OPTIONS", "\"-Dinkstone.root=" + root + "\" \"-Djava.io.tmpdir=" + dir + "\"");
        Path errors = Files.createTempFile(dir, "errors", ".txt");
        try (InkstoneProcess eval = InkstoneProcess.start(errors, environment, "eval", "formula", "--limit", "2")) {
            JsonNode json = Json.MAPPER.readTree(eval.awaitLine("{\"suite\":\"formula\""));

            assertThat(eval.awaitExit()).as(eval.errors()).isZero();
            assertThat(json.path("n").asInt()).isEqualTo(2);
            assertThat(json.path("model").asText()).isEqualTo(TestModel.ENVIRONMENT.get("INKSTONE_MODEL_CORE_MODELS"));
            assertThat(json.path("pipeline").size()).isEqualTo(3);
            assertThat(json.path("sets").elements().next().path("bare")).isEqualTo(json.path("bare"));
        }
        assertThat(dir).isDirectoryNotContaining("glob:**inkstone-eval*");
    }
}
