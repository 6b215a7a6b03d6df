package io.inkstone.evaluation.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SlipsTest {

    private static CodeTask task(String id, String line, String test) {
        return new CodeTask(
                "humaneval_infilling", id, "python", "def f(x):\n", "", line, Optional.of(test), Optional.empty());
    }

    @Test
    void changes_one_operator_or_number() {
        assertThat(Slips.of("    return x + 1")).containsExactlyInAnyOrder("    return x - 1", "    return x + 2");
        assertThat(Slips.of("if a <= b and c == 0:"))
                .containsExactlyInAnyOrder(
                        "if a < b and c == 0:",
                        "if a <= b or c == 0:",
                        "if a <= b and c != 0:",
                        "if a <= b and c == 1:");
        assertThat(Slips.of("def f(x) -> int:")).isEmpty();
    }

    @Test
    void plants_one_a_function_that_its_test_notices() {
        List<CodeTask> tasks = List.of(
                task("a", "    return x + 1", "test of f"),
                task("b", "    return 1 + x", "test of f"),
                task("c", "    pass", "test of g"),
                task("d", "    return x == 0", "test of h"));

        List<CodeTask> planted = Slips.planted(tasks, 5, 1, program -> program.contains("x + 1"));

        assertThat(planted).extracting(CodeTask::id).containsExactly("a", "d");
        assertThat(planted.get(0).faulty()).doesNotContain("x + 1").startsWith("def f(x):\n    return x ");
        assertThat(planted.get(0).set()).isEqualTo("mended");
        assertThat(planted.get(0).tested("program")).isEqualTo("program\ntest of f");
        assertThat(Slips.planted(tasks, 1, 1, program -> true)).isEmpty();
    }
}
