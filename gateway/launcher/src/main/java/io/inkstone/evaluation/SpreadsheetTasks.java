package io.inkstone.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import io.inkstone.protocol.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Tasks that people asked about their workbooks, from a folder of SpreadsheetBench. */
final class SpreadsheetTasks {

    static final String NAME = "spreadsheetbench";
    static final String FOLDER = "spreadsheetbench50";

    private static final String FILE = "dataset.json";
    private static final String INPUT = "_input.xlsx";
    private static final String ANSWER = "_answer.xlsx";

    private SpreadsheetTasks() {}

    /**
     * Reads them. Each is tried on all its test cases.
     *
     * @throws EvaluationException when a file is missing or not as the set has it
     */
    static FormulaSet read(Path folder) {
        Path file = folder.resolve(FILE);
        List<FormulaRequest> requests = new ArrayList<>();
        try {
            for (JsonNode task : Json.MAPPER.readTree(Files.readAllBytes(file))) {
                requests.add(request(folder, task));
            }
        } catch (IOException e) {
            throw new EvaluationException("cannot read " + file + "; expected a folder of SpreadsheetBench", e);
        }
        return new FormulaSet(NAME, requests);
    }

    private static FormulaRequest request(Path folder, JsonNode task) throws IOException {
        String id = task.path("id").asText();
        AnswerRange range = AnswerRange.parse(task.path("answer_position").asText());
        String type = task.path("instruction_type").asText().toLowerCase(Locale.ROOT);
        return new FormulaRequest(
                id,
                task.path("instruction").asText(),
                Labels.kind(type.replaceAll(" .*", "")),
                new Place(
                        range.sheet().isEmpty() ? null : range.sheet(),
                        range.firstCell(),
                        range.isColumn() ? "fill" : "create"),
                trials(folder, task, range));
    }

    private static List<Trial> trials(Path folder, JsonNode task, AnswerRange range) throws IOException {
        Path cases = folder.resolve(task.path("spreadsheet_path").asText()).normalize();
        if (!cases.startsWith(folder.normalize())) {
            throw new EvaluationException(cases + " is outside of " + folder + "; expected every task within");
        }
        try (Stream<Path> files = Files.list(cases)) {
            return files.map(Path::toString)
                    .filter(file -> file.endsWith(INPUT))
                    .sorted()
                    .map(file ->
                            new Trial(Path.of(file), new Expected.Cells(Path.of(file.replace(INPUT, ANSWER)), range)))
                    .toList();
        }
    }
}
