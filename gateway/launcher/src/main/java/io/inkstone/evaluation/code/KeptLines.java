package io.inkstone.evaluation.code;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.evaluation.EvaluationException;
import io.inkstone.protocol.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers of a run that may be cut off, in a file of one JSON object a line, so that the next run goes on. */
final class KeptLines {

    private final Optional<Path> file;
    private final Map<String, JsonNode> byKey = new HashMap<>();

    /**
     * Reads what is there; a last line that was cut off does not count.
     *
     * @throws EvaluationException when it holds answers of another model
     */
    KeptLines(Optional<Path> file, String model) {
        this.file = file;
        if (file.isEmpty()) {
            return;
        }
        try {
            List<String> lines = Files.exists(file.get()) ? Files.readAllLines(file.get()) : List.of();
            for (String line : lines) {
                JsonNode json = parse(line);
                String kept = json.path("model").asText(model);
                if (!kept.equals(model)) {
                    throw new EvaluationException(file.get() + " holds answers of the model '" + kept + "', and '"
                            + model + "' is served; expected another file");
                }
                byKey.put(json.path("key").asText(), json);
            }
            append("\n" + Json.write(Json.MAPPER.createObjectNode().put("model", model)));
        } catch (IOException e) {
            throw new EvaluationException("cannot use " + file.get() + "; expected a file to keep answers in", e);
        }
    }

    private static JsonNode parse(String line) {
        try {
            return line.isBlank() ? Json.MAPPER.missingNode() : Json.MAPPER.readTree(line);
        } catch (IOException e) {
            return Json.MAPPER.missingNode();
        }
    }

    Optional<CodeAnswer> find(CodeTask task, Filler who) {
        JsonNode json = byKey.get(key(task, who));
        return json == null
                ? Optional.empty()
                : Optional.of(new CodeAnswer(
                        task,
                        new Filler.Line(
                                json.path("text").asText(),
                                json.path("confidence").asDouble()),
                        json.path("right").asBoolean()));
    }

    void keep(CodeAnswer answer, Filler who) {
        if (file.isEmpty()) {
            return;
        }
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("key", key(answer.task(), who))
                .put("text", answer.line().text())
                .put("confidence", answer.line().confidence())
                .put("right", answer.right());
        try {
            append(Json.write(json));
        } catch (IOException e) {
            throw new EvaluationException("cannot write " + file.get() + "; expected a file to keep answers in", e);
        }
    }

    private void append(String line) throws IOException {
        Files.writeString(file.orElseThrow(), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String key(CodeTask task, Filler who) {
        return task.set() + "\t" + who.label() + "\t" + task.id();
    }
}
