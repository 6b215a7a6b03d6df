package io.inkstone.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class WrittenFormulaTest {

    @Test
    void takes_the_first_line_that_begins_with_an_equals_sign() {
        assertThat(WrittenFormula.in("Sure:\n=SUM(A1:A3)\n=SUM(B1:B3)")).contains("=SUM(A1:A3)");
        assertThat(WrittenFormula.in("```excel\n=SUM(A1:A3)\n```")).contains("=SUM(A1:A3)");
        assertThat(WrittenFormula.in("`=SUM(A1:A3)`")).contains("=SUM(A1:A3)");
    }

    @Test
    void puts_a_formula_of_several_lines_together() {
        assertThat(WrittenFormula.in("=SUMIFS(A:A,\n  B:B, \"(x\")\nIt adds.")).contains("=SUMIFS(A:A, B:B, \"(x\")");
    }

    @Test
    void takes_what_a_fence_holds() {
        assertThat(WrittenFormula.in("Use this:\n```\nSUM(A1:A3)\n```\nDone.")).contains("=SUM(A1:A3)");
    }

    @Test
    void takes_a_call_from_within_a_sentence() {
        assertThat(WrittenFormula.in("The formula is =SUM(A1:A3, MAX(B:B)), I think."))
                .contains("=SUM(A1:A3, MAX(B:B))");
    }

    @Test
    void finds_none_in_prose() {
        assertThat(WrittenFormula.in("I cannot answer that: a = b.")).isEmpty();
        assertThat(WrittenFormula.in("")).isEmpty();
    }
}
