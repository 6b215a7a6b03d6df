package io.inkstone.documents.repair;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.inkstone.connector.ConnectorException;
import io.inkstone.documents.sheet.WorkbookReader;
import io.inkstone.documents.sheet.WorkbookView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Holds the repair against the samples in {@code examples/samples/formula-fix}, all of them. */
final class BrokenFormulasTest {

    private static final Path SAMPLES =
            Path.of(System.getProperty("basedir", ""), "../../examples/samples/formula-fix");
    private static final int COUNT = 102;

    private final Map<String, WorkbookView> workbooks = new HashMap<>();

    @Test
    void mends_the_samples() throws IOException {
        List<String> failures = new ArrayList<>();
        int count = 0;
        for (String line : Files.readAllLines(SAMPLES.resolve("requests.jsonl"))) {
            JsonNode sample = new ObjectMapper().readTree(line);
            count++;
            String outcome = outcome(sample);
            if (!outcome.isEmpty()) {
                failures.add(
                        sample.get("id").asText() + " " + sample.get("formula").asText() + ": " + outcome);
            }
        }
        System.out.printf("broken formulas: %d of %d as expected%n", count - failures.size(), count);
        assertThat(count).isEqualTo(COUNT);
        assertThat(failures).isEmpty();
    }

    /** Empty where the sample came out as expected. */
    private String outcome(JsonNode sample) {
        try {
            Repair repair = FormulaRepair.fix(
                    workbook(sample.get("workbook").asText()),
                    sample.get("sheet").asText(),
                    text(sample, "cell"),
                    sample.get("formula").asText(),
                    text(sample, "request"),
                    sample.get("lang").asText().equals("zh"));
            boolean needless = sample.get("kind").asText().equals("right")
                    && !repair.changes().isEmpty();
            return sample.has("value")
                            && same(sample.get("value"), repair.value().value())
                            && !needless
                    ? ""
                    : repair.formula() + " = " + repair.value().value();
        } catch (ConnectorException e) {
            return e.code().equals(text(sample, "refuse")) ? "" : e.code() + ": " + e.getMessage();
        }
    }

    private WorkbookView workbook(String path) {
        return workbooks.computeIfAbsent(path, file -> {
            try {
                return WorkbookReader.read(file, Files.readAllBytes(SAMPLES.resolve(file)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static @Nullable String text(JsonNode sample, String field) {
        return sample.has(field) ? sample.get(field).asText() : null;
    }

    private static boolean same(JsonNode expected, Object value) {
        return expected.isNumber()
                ? value instanceof Double number
                        && Math.abs(number - expected.asDouble()) <= 1e-9 * Math.max(1, Math.abs(number))
                : expected.asText().equals(String.valueOf(value));
    }
}
