package io.inkstone.code.complete;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.inkstone.code.syntax.CodeLanguage;
import io.inkstone.connector.Filled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Holds the judge against lines that are known to be right, of public sets: with {@code -Dinkstone.data=FOLDER}, laid out as for
 * {@code ./inkstone eval code}. Prints what it finds.
 */
class TrueLinesTest {

    @ParameterizedTest
    @CsvSource({
        "code/humaneval_infilling/data/HumanEval-SingleLineInfilling.jsonl,python",
        "code/santacoder_fim/java.jsonl,java",
        "code/santacoder_fim/js.jsonl,javascript",
        "code/santacoder_fim/py.jsonl,python"
    })
    void hardly_ever_drops_or_doubts_what_is_right(String file, String language) throws IOException {
        String data = System.getProperty("inkstone.data");
        assumeTrue(data != null, "-Dinkstone.data names no folder of public sets");
        int all = 0;
        int needed = 0;
        int lost = 0;
        int doubted = 0;
        int named = 0;
        int namedRightly = 0;
        for (String line : Files.readAllLines(Path.of(data, file))) {
            JsonNode task = new ObjectMapper().readTree(line);
            String before = task.path("prompt").asText();
            String solution = task.path("canonical_solution").asText().stripTrailing();
            CandidateJudge judge = new CandidateJudge(new Gap(
                    before.endsWith("\n") ? before : before + "\n",
                    "\n" + task.path("suffix").asText(),
                    CodeLanguage.of(language, null),
                    false));
            Judged judged = judge.judge(Filled.of(solution + "\n", Filled.Finish.ENOUGH));
            all++;
            needed += judge.place().errors("").count() > 0 ? 1 : 0;
            boolean kept =
                    judged instanceof Judged.Good good && good.text().strip().equals(solution.strip());
            lost += kept ? 0 : 1;
            doubted += judged instanceof Judged.Good good && good.doubts() > 0 ? 1 : 0;
            String declaration = judge.sense().declaration().orElse("").replaceAll("\\s", "");
            named += declaration.isEmpty() ? 0 : 1;
            namedRightly +=
                    !declaration.isEmpty() && solution.replaceAll("\\s", "").startsWith(declaration) ? 1 : 0;
        }
        System.out.printf(
                "%s: %d lines, %d needed for the file to parse, %d dropped or changed, %d doubted; declaration named for %d,"
                        + " rightly for %d%n",
                file, all, needed, lost, doubted, named, namedRightly);
        assertThat(lost).isLessThanOrEqualTo(all / 100);
        assertThat(doubted).isLessThanOrEqualTo(all / 20);
    }
}
