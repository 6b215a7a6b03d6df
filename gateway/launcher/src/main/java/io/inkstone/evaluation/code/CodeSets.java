package io.inkstone.evaluation.code;

import com.fasterxml.jackson.databind.JsonNode;
import io.inkstone.evaluation.EvaluationException;
import io.inkstone.protocol.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** The public sets: HumanEval's single lines, checked by running them, and SantaCoder's, compared. */
final class CodeSets {

    static final String HUMANEVAL = "humaneval_infilling";

    private static final String HUMANEVAL_FILE = "code/humaneval_infilling/data/HumanEval-SingleLineInfilling.jsonl";
    private static final Map<String, String> LANGUAGES =
            new LinkedHashMap<>(Map.of("java", "java", "js", "javascript", "py", "python"));

    private final Path folder;

    CodeSets(Path folder) {
        this.folder = folder;
    }

    /** The tasks of all sets that are there, by the set's name, in a fixed order. */
    Map<String, List<CodeTask>> read(int limit, long seed) {
        Map<String, List<CodeTask>> sets = new LinkedHashMap<>();
        put(sets, HUMANEVAL, folder.resolve(HUMANEVAL_FILE), limit, seed);
        LANGUAGES.keySet().stream()
                .sorted()
                .forEach(
                        name -> put(sets, name, folder.resolve("code/santacoder_fim/" + name + ".jsonl"), limit, seed));
        if (sets.isEmpty()) {
            throw new EvaluationException("there are no sets of code in " + folder + "; expected " + HUMANEVAL_FILE
                    + " or code/santacoder_fim/java.jsonl in it");
        }
        return sets;
    }

    /** All tasks that programs can be run for, in an order by chance; none where the set is not there. */
    List<CodeTask> runnable(long seed) {
        Path file = folder.resolve(HUMANEVAL_FILE);
        if (Files.notExists(file)) {
            return List.of();
        }
        List<CodeTask> tasks = read(HUMANEVAL, file);
        Collections.shuffle(tasks, new Random(seed));
        return tasks;
    }

    private static void put(Map<String, List<CodeTask>> sets, String name, Path file, int limit, long seed) {
        if (Files.notExists(file)) {
            return;
        }
        List<CodeTask> tasks = read(name, file);
        if (tasks.size() > limit) {
            Collections.shuffle(tasks, new Random(seed));
        }
        sets.put(name, List.copyOf(tasks.subList(0, Math.min(limit, tasks.size()))));
    }

    private static List<CodeTask> read(String name, Path file) {
        List<CodeTask> tasks = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file)) {
                if (!line.isBlank()) {
                    tasks.add(task(name, Json.MAPPER.readTree(line)));
                }
            }
        } catch (IOException e) {
            throw new EvaluationException("cannot read " + file + "; expected one JSON object a line", e);
        }
        return tasks;
    }

    private static CodeTask task(String set, JsonNode json) {
        boolean runs = set.equals(HUMANEVAL);
        Optional<String> test = runs
                ? Optional.of(json.path("test").asText() + "\ncheck("
                        + json.path("entry_point").asText() + ")\n")
                : Optional.empty();
        return new CodeTask(
                set,
                json.path(runs ? "task_id" : "name").asText(),
                runs ? "python" : LANGUAGES.getOrDefault(set, set),
                json.path("prompt").asText(),
                json.path("suffix").asText(),
                json.path("canonical_solution").asText(),
                test,
                Optional.empty());
    }
}
