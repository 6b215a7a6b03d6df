package io.inkstone.evaluation.code;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.evaluation.Access;
import io.inkstone.evaluation.EvaluatedSystem;
import io.inkstone.evaluation.EvaluatedSystem.Reply;
import io.inkstone.evaluation.EvaluationException;
import io.inkstone.protocol.Json;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** Something that fills a line, or mends one. */
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

        @Override
        String mend(CodeTask task, EvaluatedSystem system) {
            ObjectNode body = Json.MAPPER.createObjectNode();
            body.put("code", task.faulty()).put("language", task.language());
            return ask(system, "/v1/connectors/code/fix", body).path("code").asText("");
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

        /** As anyone would ask for it in a chat; the longest code block counts. */
        @Override
        String mend(CodeTask task, EvaluatedSystem system) {
            ObjectNode body = Json.MAPPER.createObjectNode();
            body.put("model", "default").put("max_tokens", 768).put("temperature", 0);
            body.putArray("messages")
                    .addObject()
                    .put("role", "user")
                    .put(
                            "content",
                            "Fix the error in this code.\n```" + task.language() + "\n" + task.faulty() + "\n```");
            String answer = ask(system, "/v1/chat/completions", body)
                    .at("/choices/0/message/content")
                    .asText("");
            return FENCED.matcher(answer)
                    .results()
                    .map(match -> match.group(1))
                    .max(Comparator.comparingInt(String::length))
                    .orElse("");
        }
    };

    private static final Pattern FENCED = Pattern.compile("```[^\\n`]*\\n(.*?)(?:\\n[ \\t]*```|\\z)", Pattern.DOTALL);

    /** A line, empty where nothing was offered, and how sure the assistant says that it is. */
    record Line(String text, double confidence) {}

    private static final int REFUSED = 422;

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

    /** The program of a task with a slip as it is given back; empty where none is. */
    abstract String mend(CodeTask task, EvaluatedSystem system);

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
        if (reply.status() == REFUSED) {
            return Json.MAPPER.missingNode();
        }
        if (!reply.ok()) {
            throw new EvaluationException("the system does not answer at " + path + " (" + reply.error()
                    + "); expected one with the connector 'code' and a model that fills gaps");
        }
        return reply.json();
    }
}
