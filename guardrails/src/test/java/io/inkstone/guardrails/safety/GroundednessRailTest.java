package io.inkstone.guardrails.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.guardrails.Finding;
import io.inkstone.guardrails.Guard;
import io.inkstone.guardrails.Origin;
import io.inkstone.guardrails.Passage;
import io.inkstone.guardrails.StreamGuard;
import io.inkstone.guardrails.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GroundednessRailTest {

    private static final Path CLAIMS =
            Path.of(System.getProperty("basedir", ""), "../examples/samples/guardrails/claims.tsv");

    private static final Passage SOURCE = Streams.document(
            "The warehouse in Lyon holds 3,400 pallets. It employs 58 people. 仓库现有货物3400箱，其中120箱为易碎品。");

    private final Guard guard = Streams.guard("groundedness: {on: [model], action: redact}");

    @Test
    void reports_the_sentence_that_no_source_holds() {
        Verdict verdict = guard.given(List.of(SOURCE))
                .check(Streams.answer("The Lyon warehouse holds 3400 pallets. It was built in 1998 by Meyer. "));

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Redact.class,
                        redact -> assertThat(redact.text())
                                .isEqualTo("The Lyon warehouse holds 3400 pallets. [unsupported]"));
    }

    @Test
    void says_nothing_where_there_is_no_source_or_no_claim() {
        assertThat(guard.check(Streams.answer("It was built in 1998 by Meyer.")))
                .isInstanceOf(Verdict.Allow.class);
        assertThat(guard.given(List.of(SOURCE)).check(Streams.answer("You are welcome!")))
                .isInstanceOf(Verdict.Allow.class);
    }

    @Test
    void is_right_about_most_of_our_own_pairs() throws IOException {
        int right = 0;
        List<String> lines = Files.readAllLines(CLAIMS).stream()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .toList();
        for (String line : lines) {
            String[] cells = line.split("\t");
            List<Finding> findings = guard.given(List.of(Streams.document(cells[0])))
                    .check(Streams.answer(cells[1]))
                    .findings();
            right += findings.isEmpty() == cells[2].equals("1") ? 1 : 0;
        }
        assertThat(lines).hasSizeGreaterThanOrEqualTo(60);
        assertThat(right).isGreaterThanOrEqualTo(lines.size() * 85 / 100);
    }

    @Test
    void waits_for_the_sentence_in_a_stream() {
        StreamGuard stream = guard.given(List.of(SOURCE)).stream(Origin.MODEL);

        assertThat(stream.accept("The warehouse in Lyon employs 58 people. It also"))
                .isEqualTo("The warehouse in Lyon employs 58 people. ");
        assertThat(Streams.cut(stream, " owns ninety trucks in Marseille. ", 1)).isEqualTo("[unsupported]");
    }
}
