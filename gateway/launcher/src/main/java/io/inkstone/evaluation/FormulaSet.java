package io.inkstone.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.inkstone.protocol.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Requests over workbooks with known answers, in the order of their file. */
public final class FormulaSet {

    private static final String FILE = "requests.jsonl";

    private final String name;
    private final List<FormulaRequest> requests;

    FormulaSet(String name, List<FormulaRequest> requests) {
        this.name = name;
        this.requests = List.copyOf(requests);
    }

    /**
     * Reads a folder with {@code requests.jsonl} and the workbooks that it names.
     *
     * @throws EvaluationException when a file is missing or a line is none of a set
     */
    public static FormulaSet read(Path folder) {
        return read(folder.getFileName().toString(), folder);
    }

    static FormulaSet read(String name, Path folder) {
        Path file = folder.resolve(FILE);
        List<FormulaRequest> requests = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file)) {
                if (!line.isBlank()) {
                    requests.add(request(folder, Json.MAPPER.readTree(line)));
                }
            }
        } catch (JsonProcessingException e) {
            throw new EvaluationException(
                    file + " has no JSON object in line " + (requests.size() + 1) + "; expected one a line", e);
        } catch (IOException e) {
            throw new EvaluationException("cannot read " + file + "; expected the sample set that Inkstone ships", e);
        }
        return new FormulaSet(name, requests);
    }

    private static FormulaRequest request(Path folder, JsonNode json) {
        Path workbook = folder.resolve(json.path("workbook").asText());
        if (!Files.isRegularFile(workbook)) {
            throw new EvaluationException(
                    "there is no workbook " + workbook + "; expected every one that " + FILE + " names beside it");
        }
        Labels labels = new Labels(
                json.path("lang").asText(),
                json.path("kind").asText(),
                json.path("paraphrased").asBoolean(),
                json.path("template").asText(),
                json.path("sql").asText(""));
        Place place = new Place(text(json, "sheet"), text(json, "cell"), text(json, "mode"));
        return new FormulaRequest(
                json.path("id").asText(),
                json.path("request").asText(),
                labels,
                place,
                List.of(new Trial(workbook, expected(json, labels.kind()))));
    }

    private static @Nullable String text(JsonNode json, String name) {
        return json.path(name).isTextual() ? json.path(name).textValue() : null;
    }

    private static Expected expected(JsonNode json, String kind) {
        if (kind.equals(FormulaRequest.REFUSE)) {
            return new Expected.Refusal();
        }
        return new Expected.Value(
                json.path("value"),
                kind.equals("count") || kind.equals("distinct"),
                json.hasNonNull("last_value") ? Optional.of(json.path("last_value")) : Optional.empty());
    }

    /** A part of it, drawn without putting back; the same for the same seed. All of it when it has not more. */
    public FormulaSet sample(int size, long seed) {
        if (size >= requests.size()) {
            return this;
        }
        List<FormulaRequest> shuffled = new ArrayList<>(requests);
        Collections.shuffle(shuffled, new Random(seed));
        Set<FormulaRequest> drawn = new HashSet<>(shuffled.subList(0, size));
        return new FormulaSet(name, requests.stream().filter(drawn::contains).toList());
    }

    /**
     * Reads one of the sets that Inkstone ships.
     *
     * @throws EvaluationException when there is no such set, or it cannot be read
     */
    public static FormulaSet shipped(Path samples, String name) {
        return new FormulaSets(samples, Optional.empty()).set(name);
    }

    /** What it is called. */
    public String name() {
        return name;
    }

    /** How many there are. */
    public int size() {
        return requests.size();
    }

    List<FormulaRequest> requests() {
        return requests;
    }
}
