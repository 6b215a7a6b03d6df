package io.inkstone.evaluation.code;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.evaluation.Access;
import io.inkstone.evaluation.EvaluatedSystem;
import io.inkstone.evaluation.EvaluatedSystem.Reply;
import io.inkstone.evaluation.EvaluationException;
import io.inkstone.protocol.Json;
import java.util.Optional;
import java.util.function.BiFunction;

/** Something that fills a line. */
enum Filler {
    /** The whole assistant, as an editor asks it; the cursor stands on an empty line. */
    PIPELINE("pipeline") {
        @Override
        Line fill(CodeTask task, EvaluatedSystem system, BiFunction<String, String, Optional<String>> trained) {
            ObjectNode body = Json.MAPPER.createObjectNode();
            body.put("prefix", task.linesBefore())
                    .put("suffix", "\n" + task.after())
                    .put("language", task.language())
                    .put("mode", "line");
            JsonNode best =
                    ask(system, Completion.ROUTE, body).path("completions").path(0);
            return new Line(
                    best.path("text").asText(""), best.path("confidence").asDouble());
        }
    },
    /**
     * The model's likeliest text for the set's own prompt and suffix, of which the first line counts. Written in the form that the
     * model was trained on, which is not the one that the gateway's route writes.
     */
    BARE("bare") {
        @Override
        Line fill(CodeTask task, EvaluatedSystem system, BiFunction<String, String, Optional<String>> trained) {
            ObjectNode body = Json.MAPPER.createObjectNode();
            body.put("model", "default").put("max_tokens", 64).put("temperature", 0);
            Optional<String> prompt = trained.apply(task.before(), task.after());
            body.put("prompt", prompt.orElse(task.before()));
            if (prompt.isEmpty()) {
                body.put("suffix", task.after());
            }
            // Its first line is the same however far it goes on, so it is stopped there, unless it begins with a line
            // end.
            String line = text(system, body.deepCopy().put("stop", "\n"));
            return new Line(CodeTask.firstLine(line.isBlank() ? text(system, body) : line), 1);
        }
    };

    /** A line, empty where nothing was offered, and how sure the assistant says that it is. */
    record Line(String text, double confidence) {}

    private final String label;

    Filler(String label) {
        this.label = label;
    }

    /** Its name in reports. */
    String label() {
        return label;
    }

    /** @param trained what stands before and after a gap, as the prompt that the system's default model was trained on */
    abstract Line fill(CodeTask task, EvaluatedSystem system, BiFunction<String, String, Optional<String>> trained);

    private static String text(EvaluatedSystem system, ObjectNode body) {
        return ask(system, "/v1/completions", body)
                .path("choices")
                .path(0)
                .path("text")
                .asText();
    }

    private static JsonNode ask(EvaluatedSystem system, String path, ObjectNode body) {
        Reply reply = Access.checked(system.post(path, body));
        if (reply.json().path("error").path("code").asText().equals("content_filter")) {
            return Json.MAPPER.missingNode(); // a false alarm of the rails, and nothing is shown
        }
        if (!reply.ok()) {
            throw new EvaluationException("the system does not answer at " + path + " (" + reply.error()
                    + "); expected one with the connector 'code' and a model that fills gaps");
        }
        return reply.json();
    }
}
