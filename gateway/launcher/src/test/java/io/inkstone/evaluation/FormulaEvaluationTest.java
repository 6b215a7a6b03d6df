package io.inkstone.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FormulaEvaluationTest {

    private static final FormulaSet SET = FormulaSet.shipped(Path.of("..", "..", "examples", "samples"), "simple");

    @TempDir
    Path work;

    /** Knows the answers; its model says one thing to everything. */
    private static final class OracleSystem extends ScriptedSystem {

        private final Map<String, FormulaRequest> byText = new HashMap<>();
        private int chatStatus = 200;

        private OracleSystem() {
            SET.requests().forEach(request -> byText.put(request.text(), request));
        }

        @Override
        public Reply post(String path, ObjectNode body) {
            ObjectNode answer = Json.MAPPER.createObjectNode().put("model", "oracle");
            answer.putArray("choices").addObject().putObject("message").put("content", "=MAX(A1:K2)");
            return new Reply(chatStatus, answer);
        }

        @Override
        public Reply upload(String path, ObjectNode input, Path workbook) {
            FormulaRequest request =
                    Objects.requireNonNull(byText.get(input.path("request").asText()));
            ObjectNode answer = Json.MAPPER.createObjectNode();
            if (request.toBeRefused()) {
                answer.putObject("error").put("type", "refused").put("code", "unsupported");
                return new Reply(422, answer);
            }
            if (request.kind().equals("share")) {
                answer.putObject("error").put("message", "out of memory");
                return new Reply(500, answer);
            }
            answer.put("formula", "=…").put("confidence", 0.97).set("value", request.value());
            return new Reply(200, answer);
        }
    }

    @Test
    void its_last_line_is_the_figures_as_json() throws JsonProcessingException {
        String[] lines = run(new OracleSystem(), false).split("\n");

        JsonNode json = Json.MAPPER.readTree(lines[lines.length - 1]);
        assertThat(json.path("suite").asText()).isEqualTo("formula");
        assertThat(json.path("model").asText()).isEqualTo("oracle");
        assertThat(json.path("n").asInt()).isEqualTo(78);
        assertThat(json.path("pipeline").toString()).isEqualTo("{\"correct\":0.9231,\"wrong\":0.0769,\"refused\":0.0}");
        assertThat(json.at("/bare/wrong").asDouble()).isGreaterThan(0.9);
        assertThat(json.at("/sets/simple/pipeline")).isEqualTo(json.path("pipeline"));
        assertThat(json.path("oracle_agreement").isNull()).isTrue();
        assertThat(json.path("calibration_error").asDouble()).isEqualTo(0.03);
        assertThat(json.path("p50_seconds").isNumber()).isTrue();
    }

    @Test
    void names_each_failure_and_with_verbose_all_that_is_not_correct() {
        assertThat(run(new OracleSystem(), false))
                .contains("simple, assistant, failed: 6\n", "failed: out of memory")
                .doesNotContain("=MAX(A1:K2)");
        assertThat(run(new OracleSystem(), true)).contains("simple, assistant, not correct: 6\n", "from =MAX(A1:K2)");
    }

    @Test
    void shows_how_often_a_confidence_was_right() {
        assertThat(run(new OracleSystem(), false)).containsPattern("0\\.95-1\\.00 +60  0\\.97 +100 \\(94-100\\)");
    }

    @Test
    void says_for_what_the_assistant_declined() {
        assertThat(run(new OracleSystem(), false)).contains("The assistant declined 12 as unsupported.");
    }

    @Test
    void says_when_nothing_was_held_against_another_program() {
        assertThat(run(new OracleSystem(), false)).contains("skipped: LibreOffice is not installed");
    }

    @Test
    void ends_when_it_is_kept_out() {
        OracleSystem system = new OracleSystem();
        system.chatStatus = 401;

        assertThatThrownBy(() -> run(system, false))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("INKSTONE_API_KEY");
    }

    @Test
    void ends_when_another_model_is_served() {
        FormulaEvaluation evaluation = new FormulaEvaluation(new OracleSystem(), plan(false));

        assertThatThrownBy(() -> evaluation.run(Optional.of("sibyl"), new PrintWriter(new StringWriter())))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("'oracle', not 'sibyl'");
    }

    private EvaluationPlan plan(boolean verbose) {
        return new EvaluationPlan(List.of(SET), Optional.empty(), Optional.empty(), work, Optional.empty(), verbose);
    }

    private String run(EvaluatedSystem system, boolean verbose) {
        StringWriter text = new StringWriter();
        new FormulaEvaluation(system, plan(verbose)).run(Optional.empty(), new PrintWriter(text));
        return text.toString();
    }
}
