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
import java.util.Random;
import java.util.Set;

/** Requests over workbooks with known values, in the order of their file. */
public final class FormulaSet {

    private static final String FILE = "requests.jsonl";

    private static final String FOLDER = "formula";

    private final String name;
    private final List<FormulaRequest> requests;

    private FormulaSet(String name, List<FormulaRequest> requests) {
        this.name = name;
        this.requests = List.copyOf(requests);
    }

    /**
     * Reads a folder with {@code requests.jsonl} and the workbooks that it names.
     *
     * @throws EvaluationException when a file is missing or a line is none of a set
     */
    public static FormulaSet read(Path folder) {
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
        return new FormulaSet(folder.getFileName().toString(), requests);
    }

    private static FormulaRequest request(Path folder, JsonNode json) {
        Path workbook = folder.resolve(json.path("workbook").asText());
        if (!Files.isRegularFile(workbook)) {
            throw new EvaluationException(
                    "there is no workbook " + workbook + "; expected every one that " + FILE + " names beside it");
        }
        return new FormulaRequest(
                json.path("id").asText(),
                workbook,
                json.path("lang").asText(),
                json.path("request").asText(),
                json.path("kind").asText(),
                json.path("paraphrased").asBoolean(),
                json.path("template").asText(),
                json.path("sql").asText(""),
                json.path("value"));
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
     * @param name {@code simple}, or what stands behind {@code formula-} in the name of its folder
     * @throws EvaluationException when there is no such set, or it cannot be read
     */
    public static FormulaSet shipped(Path samples, String name) {
        Path folder = samples.resolve(name.equals("simple") ? FOLDER : FOLDER + "-" + name);
        if (!name.matches("[a-z]+") || !Files.isDirectory(folder)) {
            throw new EvaluationException(
                    "there is no set '" + name + "' of requests; expected simple, second or third");
        }
        return new FormulaSet(name, read(folder).requests);
    }

    /** What it is called. */
    String name() {
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
