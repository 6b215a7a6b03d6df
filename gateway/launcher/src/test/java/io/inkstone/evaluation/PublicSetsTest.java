package io.inkstone.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder laid out as the public sets are, with two questions over a table and one task on two workbooks. */
final class PublicSetsTest {

    private static final Path SAMPLES = Path.of("..", "..", "examples", "samples");

    @TempDir
    Path dir;

    private Path data;
    private Path work;

    @BeforeEach
    void lay() throws IOException {
        data = dir.resolve("data");
        work = Files.createDirectories(dir.resolve("work"));
        Path questions = data.resolve("formula/wikitablequestions");
        Files.createDirectories(questions.resolve("csv/1-csv"));
        Files.createDirectories(questions.resolve("data"));
        Files.writeString(questions.resolve("csv/1-csv/2.csv"), "\"Team\",\"Won\"\n\"Oak\",\"1,200\"\n\"Elm\",\"7\"\n");
        Files.writeString(
                questions.resolve("data/pristine-unseen-tables.tsv"),
                "id\tutterance\tcontext\ttargetValue\n"
                        + "nu-0\thow much did oak win?\tcsv/1-csv/2.csv\t1,200\n"
                        + "nu-1\twhich teams are there?\tcsv/1-csv/2.csv\tElm|Oak\n");
        Path tasks = data.resolve("formula/spreadsheetbench50");
        Files.createDirectories(tasks.resolve("spreadsheet/9-1"));
        Files.writeString(tasks.resolve("dataset.json"), """
                [{"id": "9-1", "instruction": "Double column A in column B", "spreadsheet_path": "spreadsheet/9-1",
                  "instruction_type": "Cell-Level Manipulation", "answer_position": "'Data'!B1:B3"}]
                """);
        for (int i = 1; i <= 2; i++) {
            column(tasks.resolve("spreadsheet/9-1/" + i + "_9-1_input.xlsx"), i, false);
            column(tasks.resolve("spreadsheet/9-1/" + i + "_9-1_answer.xlsx"), i, true);
        }
    }

    private static void column(Path file, int first, boolean doubled) throws IOException {
        try (XSSFWorkbook book = new XSSFWorkbook()) {
            var sheet = book.createSheet("Data");
            for (int i = 0; i < 3; i++) {
                var row = sheet.createRow(i);
                row.createCell(0).setCellValue(first + i);
                if (doubled) {
                    row.createCell(1).setCellValue(2.0 * (first + i));
                }
            }
            Path unused = WorkbookFile.save(book, file);
        }
    }

    /** Answers the questions rightly and gives the second workbook of the task back unchanged; its model doubles. */
    private final class Answering extends ScriptedSystem {

        private final List<String> uploaded = new ArrayList<>();
        private int asked;

        @Override
        public Reply post(String path, ObjectNode body) {
            asked++;
            ObjectNode answer = Json.MAPPER.createObjectNode().put("model", "small");
            answer.putArray("choices").addObject().putObject("message").put("content", "=A1*2");
            return new Reply(200, answer);
        }

        @Override
        public Reply upload(String path, ObjectNode input, Path workbook) {
            uploaded.add(input + " " + workbook.getFileName());
            String request = input.path("request").asText();
            ObjectNode answer = Json.MAPPER.createObjectNode().put("formula", "=1");
            if (request.startsWith("which")) {
                answer.putArray("value").add("Oak").add("Elm");
            } else {
                answer.put("value", 1200);
            }
            return new Reply(200, answer);
        }

        @Override
        public Reply fetch(String path, ObjectNode input, Path workbook, Path target) {
            try {
                boolean first = workbook.getFileName().toString().startsWith("1_");
                column(target, first ? 1 : 2, first);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            return new Reply(200, Json.MAPPER.missingNode());
        }
    }

    @Test
    void measures_questions_and_tasks_beside_each_other() throws JsonProcessingException {
        Answering system = new Answering();

        JsonNode json = run(system, Optional.empty());

        assertThat(json.path("n").asInt()).isEqualTo(2);
        assertThat(json.at("/pipeline/correct").asDouble()).isEqualTo(1.0);
        assertThat(json.at("/sets/wikitablequestions/pipeline")).isEqualTo(json.path("pipeline"));
        assertThat(json.at("/sets/spreadsheetbench/pipeline").toString())
                .isEqualTo("{\"correct\":0.0,\"wrong\":1.0,\"refused\":0.0,\"soft\":0.5}");
        assertThat(json.at("/sets/spreadsheetbench/bare/correct").asDouble()).isEqualTo(1.0);
        assertThat(system.uploaded.get(0)).contains("how much did oak win?", "1-csv-2.csv");
        assertThat(system.uploaded.get(2))
                .contains("\"sheet\":\"Data\"", "\"cell\":\"B1\"", "\"mode\":\"fill\"", "1_9-1_input.xlsx");
    }

    @Test
    void goes_on_where_it_was_cut_off() throws IOException {
        Path kept = dir.resolve("kept.jsonl");
        JsonNode before = run(new Answering(), Optional.of(kept));
        List<String> lines = Files.readAllLines(kept);
        Files.writeString(kept, String.join("\n", lines.subList(0, 3)) + "\n{\"set\":\"wikitab");
        Answering system = new Answering();

        JsonNode after = run(system, Optional.of(kept));

        assertThat(after.path("sets")).isEqualTo(before.path("sets"));
        assertThat(system.uploaded).hasSize(2);
        assertThat(run(new Answering(), Optional.of(kept)).path("sets")).isEqualTo(before.path("sets"));
    }

    @Test
    void does_not_mix_the_answers_of_two_models() throws IOException {
        Path kept = Files.writeString(dir.resolve("kept.jsonl"), "{\"model\":\"large\"}\n");

        assertThatThrownBy(() -> run(new Answering(), Optional.of(kept)))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("'large'")
                .hasMessageContaining("'small'");
    }

    @Test
    void chooses_all_sets_with_a_folder_and_one_without() {
        FormulaSets all = new FormulaSets(SAMPLES, Optional.of(data));

        assertThat(all.choose(Optional.empty()))
                .extracting(FormulaSet::name)
                .startsWith("wikitablequestions", "spreadsheetbench")
                .contains("office", "simple", "second", "third");
        assertThat(new FormulaSets(SAMPLES, Optional.empty()).choose(Optional.empty()))
                .extracting(FormulaSet::name)
                .containsExactly("office");
        assertThat(all.choose(Optional.of("third")))
                .extracting(FormulaSet::name)
                .containsExactly("third");
    }

    @Test
    void names_what_a_folder_lacks() {
        assertThatThrownBy(() -> new FormulaSets(SAMPLES, Optional.of(dir)))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("wikitablequestions");
        assertThatThrownBy(() -> new FormulaSets(SAMPLES, Optional.empty()).choose(Optional.of("wikitablequestions")))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("DATA");
    }

    @Test
    void does_not_leave_its_folder() throws IOException {
        Files.writeString(
                data.resolve("formula/wikitablequestions/data/pristine-unseen-tables.tsv"),
                "id\tutterance\tcontext\ttargetValue\nnu-0\twhat?\t../../../../secret.csv\t1\n");

        assertThatThrownBy(() -> new FormulaSets(SAMPLES, Optional.of(data)).set("wikitablequestions"))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("secret.csv");
    }

    private JsonNode run(EvaluatedSystem system, Optional<Path> resume) throws JsonProcessingException {
        FormulaSets sets = new FormulaSets(SAMPLES, Optional.of(data));
        EvaluationPlan plan = new EvaluationPlan(
                List.of(sets.set("wikitablequestions"), sets.set("spreadsheetbench")),
                Optional.empty(),
                Optional.empty(),
                work,
                resume,
                false);
        StringWriter text = new StringWriter();
        new FormulaEvaluation(system, plan).run(Optional.empty(), new PrintWriter(text));
        String[] lines = text.toString().split("\n");
        return Json.MAPPER.readTree(lines[lines.length - 1]);
    }
}
