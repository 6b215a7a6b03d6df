package io.inkstone.evaluation.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.evaluation.EvaluationException;
import io.inkstone.evaluation.ScriptedSystem;
import io.inkstone.protocol.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CodeEvaluationTest {

    private static final Path TYPED = Path.of("..", "..", "examples", "samples", "code", "Ledger.java");

    @TempDir
    Path dir;

    /** The assistant writes what belongs there; the bare model begins with a line end and runs on behind its line. */
    private static final class Fake extends ScriptedSystem {

        private final String file;
        private int asked;

        private Fake() throws IOException {
            file = Files.readString(TYPED);
        }

        @Override
        public Reply post(String path, ObjectNode body) {
            ObjectNode answer = Json.MAPPER.createObjectNode().put("model", "fake");
            if (path.endsWith("/complete")) {
                // Other files are only there to make the engine forget.
                asked += body.path("prefix").asText().startsWith("class Other") ? 0 : 1;
                String line = lineAt(body);
                answer.put("prompt_tokens", 100).put("cached_tokens", 75);
                answer.putArray("completions").addObject().put("text", line).put("confidence", 0.8);
            } else if (path.endsWith("/fix")) {
                answer.put("code", "def up(x):\n    return x + 1\n");
            } else if (path.endsWith("/chat/completions")) {
                answer.putArray("choices")
                        .addObject()
                        .putObject("message")
                        .put("content", "I would write:\n```python\ndef up(x):\n    return x + 3\n```\nThat is all.");
            } else if (body.path("prompt").asText().startsWith("class")) {
                String text = body.has("stop") ? "" : "\n    int x;\n    int y;\n";
                answer.putArray("choices").addObject().put("text", text);
            } else {
                answer.putArray("choices").addObject().put("text", "    return None\n");
            }
            return new Reply(200, answer);
        }

        private String lineAt(ObjectNode body) {
            String prefix = body.path("prefix").asText();
            if (prefix.startsWith("def")) {
                return "    return x + 1";
            }
            if (prefix.startsWith("class")) {
                return "    int x;";
            }
            return file.substring(prefix.length(), file.indexOf('\n', prefix.length()));
        }

        @Override
        public String metrics() {
            return "";
        }
    }

    @BeforeEach
    void writeSets() throws IOException {
        write(
                "code/santacoder_fim/java.jsonl",
                Json.MAPPER
                        .createObjectNode()
                        .put("name", "one")
                        .put("prompt", "class A {")
                        .put("suffix", "}")
                        .put("canonical_solution", "    int x;"));
    }

    private void write(String name, ObjectNode task) throws IOException {
        Path file = dir.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, Json.write(task) + "\n");
    }

    @Test
    void measures_lines_and_typing_beside_the_bare_model() throws Exception {
        Fake system = new Fake();

        JsonNode json = run(system, Optional.empty());

        assertThat(json.path("suite").asText()).isEqualTo("code");
        assertThat(json.path("model").asText()).isEqualTo("fake");
        assertThat(json.at("/fim_exact/java/pipeline").asDouble()).isEqualTo(1);
        assertThat(json.at("/fim_exact/java/bare").asDouble()).isEqualTo(1);
        assertThat(json.path("shown").asDouble()).isEqualTo(1);
        assertThat(json.path("cache_hit_rate").asDouble()).isEqualTo(0.75);
        assertThat(json.path("requests").asInt()).isEqualTo(system.asked - 1);
        assertThat(json.has("read_after_leaving")).isFalse();
    }

    @Test
    void runs_what_a_model_wrote_where_that_is_safe() throws Exception {
        write(
                "code/humaneval_infilling/data/HumanEval-SingleLineInfilling.jsonl",
                Json.MAPPER
                        .createObjectNode()
                        .put("task_id", "t")
                        .put("entry_point", "up")
                        .put("prompt", "def up(x):\n")
                        .put("suffix", "\n")
                        .put("canonical_solution", "    return x + 1\n")
                        .put("test", "def check(f):\n    assert f(1) == 2\n"));
        if (Sandbox.find(Files.createDirectories(dir.resolve("probe"))).isEmpty()) {
            assertThatThrownBy(() -> run(new Fake(), Optional.empty()))
                    .isInstanceOf(EvaluationException.class)
                    .hasMessageContaining("cannot be run safely");
            return;
        }

        JsonNode json = run(new Fake(), Optional.empty());

        assertThat(json.at("/humaneval_infilling_pass1/pipeline").asDouble()).isEqualTo(1);
        assertThat(json.at("/humaneval_infilling_pass1/bare").asDouble()).isZero();
        assertThat(json.at("/mended/n").asInt()).isEqualTo(1);
        assertThat(json.at("/mended/pipeline").asDouble()).isEqualTo(1);
        assertThat(json.at("/mended/bare").asDouble()).isZero();
    }

    @Test
    void goes_on_from_the_answers_that_were_kept() throws Exception {
        Path kept = dir.resolve("kept.jsonl");
        run(new Fake(), Optional.of(kept));
        Fake again = new Fake();

        JsonNode json = run(again, Optional.of(kept));

        assertThat(json.at("/fim_exact/java/pipeline").asDouble()).isEqualTo(1);
        assertThat(again.asked).isEqualTo(json.path("requests").asInt());
    }

    @Test
    void measures_one_set_alone() throws Exception {
        JsonNode json = run(new Fake(), Optional.empty(), Optional.of("java"));

        assertThat(json.at("/fim_exact/java/pipeline").asDouble()).isEqualTo(1);
        assertThat(json.has("p50_ms")).isFalse();
        assertThatThrownBy(() -> run(new Fake(), Optional.empty(), Optional.of("cobol")))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("there is no set 'cobol'; expected one of humaneval_infilling, java");
    }

    @Test
    void says_what_a_folder_lacks() {
        assertThatThrownBy(() -> new CodeSets(dir.resolve("none")).read(1, 1))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("there are no sets of code");
    }

    private JsonNode run(Fake system, Optional<Path> resume) throws IOException {
        return run(system, resume, Optional.empty());
    }

    private JsonNode run(Fake system, Optional<Path> resume, Optional<String> only) throws IOException {
        StringWriter out = new StringWriter();
        CodeEvaluation.Plan plan = new CodeEvaluation.Plan(
                Optional.of(dir),
                only,
                TYPED,
                3,
                1,
                Files.createDirectories(dir.resolve("work")),
                resume,
                true,
                (model, before, after) -> Optional.empty());
        new CodeEvaluation(system, plan).run(Optional.of("fake"), new PrintWriter(out));
        String text = out.toString().strip();
        return Json.MAPPER.readTree(text.substring(text.lastIndexOf('\n') + 1));
    }
}
