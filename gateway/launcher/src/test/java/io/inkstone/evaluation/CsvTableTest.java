package io.inkstone.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CsvTableTest {

    private static final String TABLE = "\"Song\",\"Sold\",\"Day\",\"Note\"\n"
            + "\"\\\"Heaven\\\"\",\"1,234\",\"March 3, 2004\",\"C:\\\\x\"\n"
            + "\"U\\0I\",\"n/a\",\"2004\",\"two\nlines, one cell\"\n";

    @Test
    void a_backslash_stands_before_quotes_and_backslashes() {
        assertThat(CsvTable.escaped(TABLE).rows())
                .containsExactly(
                        List.of("Song", "Sold", "Day", "Note"),
                        List.of("\"Heaven\"", "1,234", "March 3, 2004", "C:\\x"),
                        List.of("U\\0I", "n/a", "2004", "two\nlines, one cell"));
    }

    @Test
    void is_written_as_other_programs_read_it() {
        assertThat(CsvTable.escaped(TABLE).toRfc4180())
                .startsWith("\"Song\",\"Sold\",\"Day\",\"Note\"\r\n\"\"\"Heaven\"\"\",\"1,234\",")
                .endsWith(",\"two\nlines, one cell\"\r\n");
    }

    @Test
    void shows_plain_numbers_and_days_as_such(@TempDir Path dir) throws IOException {
        Path file = Files.writeString(dir.resolve("songs.csv"), TABLE);

        assertThat(SampleSheet.read(file).describe())
                .contains("A1:D3", "A2 = \"Heaven\", B2 = 1234, C2 = 2004-03-03", "B3 = n/a, C3 = 2004");
    }
}
