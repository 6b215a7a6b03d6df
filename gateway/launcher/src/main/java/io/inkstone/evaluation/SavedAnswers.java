package io.inkstone.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Answers of a run that may be cut off, in a file of one JSON object a line, so that the next run goes on. */
final class SavedAnswers {

    private final Optional<Path> file;
    private final Map<String, JsonNode> byKey = new HashMap<>();

    private SavedAnswers(Optional<Path> file) {
        this.file = file;
    }

    /**
     * Reads what is there; a last line that was cut off does not count.
     *
     * @param file empty where nothing is kept
     * @throws EvaluationException when it holds answers of another model
     */
    static SavedAnswers open(Optional<Path> file, String model) {
        SavedAnswers saved = new SavedAnswers(file);
        if (file.isPresent()) {
            saved.load(file.get(), model);
        }
        return saved;
    }

    private void load(Path path, String model) {
        try {
            boolean fresh = Files.notExists(path);
            for (String line : fresh ? List.<String>of() : Files.readAllLines(path)) {
                JsonNode json = parse(line);
                if (json.has("model") && !json.path("model").asText().equals(model)) {
                    throw new EvaluationException(path + " holds answers of the model '"
                            + json.path("model").asText() + "', and '" + model + "' is served; expected another file");
                }
                if (json.has("id")) {
                    byKey.put(
                            key(
                                    json.path("set").asText(),
                                    json.path("who").asText(),
                                    json.path("id").asText()),
                            json);
                }
            }
            // A new line first: the last one may have been cut off.
            append(
                    path,
                    (fresh ? "" : "\n")
                            + Json.write(Json.MAPPER.createObjectNode().put("model", model)));
        } catch (IOException e) {
            throw new EvaluationException("cannot use " + path + "; expected a file to keep answers in", e);
        }
    }

    private static JsonNode parse(String line) {
        try {
            return line.isBlank() ? Json.MAPPER.missingNode() : Json.MAPPER.readTree(line);
        } catch (IOException e) {
            return Json.MAPPER.missingNode();
        }
    }

    private static String key(String set, String who, String id) {
        return set + "\t" + who + "\t" + id;
    }

    private static void append(Path path, String line) throws IOException {
        Files.writeString(path, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** What was kept for a request, if it has as many workbooks as then. */
    Optional<Scored> find(String set, String who, FormulaRequest request) {
        JsonNode attempts = byKey.getOrDefault(key(set, who, request.id()), Json.MAPPER.missingNode())
                .path("attempts");
        if (attempts.size() != request.trials().size()) {
            return Optional.empty();
        }
        List<Attempt> read = new ArrayList<>();
        for (int i = 0; i < attempts.size(); i++) {
            JsonNode json = attempts.get(i);
            read.add(new Attempt(
                    request.trials().get(i),
                    outcome(json),
                    Verdict.valueOf(json.path("verdict").asText()),
                    json.path("seconds").asDouble(),
                    json.path("known").asBoolean()));
        }
        return Optional.of(new Scored(request, read));
    }

    /** Keeps it. */
    void keep(String set, String who, Scored scored) {
        if (file.isEmpty()) {
            return;
        }
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("set", set).put("who", who).put("id", scored.request().id());
        ArrayNode attempts = json.putArray("attempts");
        scored.attempts().forEach(attempt -> write(attempt, attempts.addObject()));
        try {
            append(file.get(), Json.write(json));
        } catch (IOException e) {
            throw new EvaluationException("cannot write " + file.get() + "; expected a file to keep answers in", e);
        }
    }

    private static void write(Attempt attempt, ObjectNode json) {
        json.put("verdict", attempt.verdict().name())
                .put("seconds", attempt.seconds())
                .put("known", attempt.known());
        if (attempt.outcome() instanceof Outcome.Answered answered) {
            json.put("formula", answered.formula()).set("value", answered.value());
            answered.confidence().ifPresent(confidence -> json.put("confidence", confidence));
            Outcome.Entry entry = answered.entry();
            json.put("sheet", entry.sheet()).put("cell", entry.cell()).put("array", entry.array());
            entry.fill()
                    .ifPresent(fill ->
                            json.putObject("fill").put("range", fill.range()).set("last_value", fill.lastValue()));
        } else if (attempt.outcome() instanceof Outcome.Declined declined) {
            json.put("declined", declined.code()).put("reason", declined.reason());
        } else if (attempt.outcome() instanceof Outcome.Failed failed) {
            json.put("failed", failed.reason());
        }
    }

    private static Outcome outcome(JsonNode json) {
        if (json.has("declined")) {
            return new Outcome.Declined(
                    json.path("declined").asText(), json.path("reason").asText());
        }
        if (json.has("failed")) {
            return new Outcome.Failed(json.path("failed").asText());
        }
        JsonNode confidence = json.path("confidence");
        return new Outcome.Answered(
                json.path("formula").asText(),
                json.path("value"),
                confidence.isNumber() ? OptionalDouble.of(confidence.doubleValue()) : OptionalDouble.empty(),
                Outcome.Entry.of(json));
    }
}
