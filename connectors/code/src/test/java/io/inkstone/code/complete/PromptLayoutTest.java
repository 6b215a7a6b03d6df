package io.inkstone.code.complete;

import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.code.syntax.CodeLanguage;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromptLayoutTest {

    private static final String LONG = "    total += amounts[i];\n".repeat(1000);

    @Test
    void gives_a_short_file_whole() {
        PromptLayout layout = PromptLayout.of(gap("class A {\n    ", "\n}\n"), List.of(), "A.java");

        assertThat(layout).isEqualTo(new PromptLayout("class A {\n    ", "\n}\n"));
    }

    @Test
    void begins_a_long_file_at_the_same_line_while_a_person_types() {
        String typed = "return total * rate + tax;";
        String start = PromptLayout.of(gap(LONG, ""), List.of(), null).prefix();

        for (int i = 1; i <= typed.length(); i++) {
            String now = PromptLayout.of(gap(LONG + typed.substring(0, i), ""), List.of(), null)
                    .prefix();
            assertThat(now).isEqualTo(start + typed.substring(0, i));
        }
    }

    @Test
    void moves_the_first_line_in_steps_and_stays_within_its_budget() {
        int moves = 0;
        String last = "";
        for (int lines = 300; lines < 600; lines++) {
            PromptLayout layout = PromptLayout.of(gap(numbered(lines), LONG), List.of(), null);
            String first = layout.prefix().lines().findFirst().orElseThrow();
            moves += first.equals(last) ? 0 : 1;
            last = first;
            assertThat(layout.prefix().length() + layout.suffix().length()).isLessThanOrEqualTo(7500);
            assertThat(layout.prefix().length()).isGreaterThan(1500);
            assertThat(first).startsWith("line ");
        }
        assertThat(moves).isLessThan(8);
    }

    @Test
    void takes_less_of_a_file_in_chinese_whose_signs_are_tokens() {
        String before = "    // 合计本月全部订单的金额\n    int total = 0;\n".repeat(300);

        assertThat(PromptLayout.of(gap(before, ""), List.of(), null).prefix().length())
                .isBetween(1500, 3000);
    }

    @Test
    void takes_context_by_value_for_each_token_and_orders_it_by_path() {
        ContextText dear = new ContextText("a/Dear.java", "x".repeat(2200), "symbol", 1.0);
        ContextText cheap = new ContextText("z/Cheap.java", "int z() {}", "symbol", 0.9);
        ContextText other = new ContextText("b/Other.java", "int b() {}", null, null);

        String prefix = PromptLayout.of(gap("class A {\n", "\n}"), List.of(dear, cheap, other), "A.java")
                .prefix();
        String tight = PromptLayout.of(gap(LONG, LONG), List.of(dear, cheap, other), "A.java")
                .prefix();

        assertThat(prefix)
                .startsWith("// a/Dear.java\n")
                .contains("// b/Other.java\nint b() {}\n\n// z/Cheap.java\nint z() {}\n\n// A.java\nclass A {\n");
        assertThat(tight).doesNotContain("Dear").contains("Other").contains("Cheap");
    }

    @Test
    void keeps_its_order_when_scores_change() {
        ContextText one = new ContextText("a.py", "a = 1", "open", 0.2);
        ContextText two = new ContextText("b.py", "b = 1", "open", 0.9);
        ContextText oneNow = new ContextText("a.py", "a = 1", "open", 0.95);
        Gap gap = new Gap("x", "", CodeLanguage.PYTHON, false);

        assertThat(PromptLayout.of(gap, List.of(two, one), "c.py"))
                .isEqualTo(PromptLayout.of(gap, List.of(oneNow, two), "c.py"));
    }

    private static String numbered(int lines) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            text.append("line ").append(i).append(" of the file;\n");
        }
        return text.toString();
    }

    private static Gap gap(String before, String after) {
        return new Gap(before, after, CodeLanguage.JAVA, false);
    }
}
