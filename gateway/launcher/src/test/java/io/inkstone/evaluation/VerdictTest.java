package io.inkstone.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.inkstone.protocol.Json;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VerdictTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "sum      | 1000.5       | 1000.5005    | CORRECT",
                "sum      | 1000.5       | 1000.6       | WRONG",
                "sum      | 1000.5       | \"1000.5\"   | WRONG",
                "sum      | -2           | -2.000001    | CORRECT",
                "count    | 12           | 12.0         | CORRECT",
                "count    | 1200000      | 1200001      | WRONG",
                "argmax   | \"Desks\"    | \" desks\"   | CORRECT",
                "argmax   | \"Desks\"    | \"Chairs\"   | WRONG",
                "max      | \"2025-12-08\" | \"2025-12-08\" | CORRECT",
                "max      | \"2025-12-08\" | 45999      | CORRECT",
                "max      | \"2025-12-08\" | 45998      | WRONG",
                "argmin   | \"00417\"    | 417          | WRONG",
                "refuse   | null         | 3            | WRONG",
            })
    void a_value_counts_by_the_rule_of_the_set(String kind, String expected, String value, Verdict verdict)
            throws JsonProcessingException {
        Outcome outcome =
                new Outcome.Answered("=…", Json.MAPPER.readTree(value), OptionalDouble.empty(), Outcome.Entry.UNKNOWN);

        assertThat(verdict(kind, expected, outcome)).isEqualTo(verdict);
    }

    @Test
    void declining_is_right_where_no_value_can_be() throws JsonProcessingException {
        Outcome declined = new Outcome.Declined("no_such_column", "there is none");

        assertThat(verdict("refuse", "null", declined)).isEqualTo(Verdict.CORRECT);
        assertThat(verdict("sum", "1", declined)).isEqualTo(Verdict.REFUSED);
    }

    @Test
    void a_failure_of_the_system_is_never_right() throws JsonProcessingException {
        Outcome failed = new Outcome.Failed("HTTP 500");

        assertThat(verdict("refuse", "null", failed)).isEqualTo(Verdict.WRONG);
        assertThat(verdict("sum", "1", failed)).isEqualTo(Verdict.WRONG);
    }

    private static Verdict verdict(String kind, String value, Outcome outcome) throws JsonProcessingException {
        Expected expected = kind.equals("refuse")
                ? new Expected.Refusal()
                : new Expected.Value(Json.MAPPER.readTree(value), kind.equals("count"), Optional.empty());
        return Verdict.of(expected, outcome, () -> Path.of("none.xlsx"));
    }
}
