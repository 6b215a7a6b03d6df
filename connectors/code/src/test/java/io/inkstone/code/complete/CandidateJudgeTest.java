package io.inkstone.code.complete;

import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.code.syntax.CodeLanguage;
import io.inkstone.connector.Filled;
import org.junit.jupiter.api.Test;

class CandidateJudgeTest {

    @Test
    void takes_a_line_that_fits() {
        assertThat(java("class A {\n    int f() {\n        ", "\n    }\n}\n", "return 1;\n    }"))
                .isEqualTo("return 1;");
    }

    @Test
    void puts_no_second_space_after_the_one_before_the_cursor() {
        assertThat(java("class A {\n    int f() {\n        return ", "\n    }\n}\n", " 1;\n"))
                .isEqualTo("1;");
        assertThat(java("class A {\n    int f() {\n        return", "\n    }\n}\n", " 1;\n"))
                .isEqualTo(" 1;");
        assertThat(judge(CodeLanguage.PYTHON, "for x in xs:\n    ", "\n", " n += x\n"))
                .as("the line is indented already")
                .isEqualTo("n += x");
        assertThat(judge(CodeLanguage.PYTHON, "def f(xs):\n    for x in xs:\n    ", "\n", "    n += x\n"))
                .as("the block stands a step deeper")
                .isEqualTo("    n += x");
    }

    @Test
    void does_not_leave_a_line_that_was_begun() {
        assertThat(judge(CodeLanguage.PYTHON, "def f(x):\n    return ", "\n", "\n\ndef g(x):\n"))
                .isEqualTo("empty");
        assertThat(judge(CodeLanguage.PYTHON, "def f(x):\n    y = 1", "\n", "\n    return y\n"))
                .isEqualTo("\n    return y");
    }

    @Test
    void drops_a_line_that_does_not_parse_in_its_place() {
        assertThat(java("class A {\n    int f() {\n        ", "\n    }\n}\n", "return int class\n"))
                .isEqualTo("no_syntax");
        assertThat(judge(CodeLanguage.PYTHON, "def f(x):\n", "\n        return x\n", "    y = x\n"))
                .as("the line below is indented deeper")
                .isEqualTo("no_syntax");
    }

    @Test
    void does_not_blame_a_file_that_is_broken_elsewhere() {
        assertThat(java("class A {\n    int g( { }\n    int f() {\n        ", "\n    }\n}\n", "return 1;\n"))
                .isEqualTo("return 1;");
    }

    @Test
    void cuts_what_the_rest_of_the_line_says() {
        assertThat(java("class A {\n    int x = f(", ");\n}\n", "a, b);\n")).isEqualTo("a, b");
        assertThat(java("class A {\n    int x = f(", ");\n}\n", "g(1)")).isEqualTo("g(1)");
    }

    @Test
    void drops_what_repeats_the_next_or_the_last_line() {
        assertThat(java("class A {\n    void f() {\n", "\n        count++;\n    }\n}\n", "        count++;\n"))
                .isEqualTo("repeats");
        assertThat(java("class A {\n    void f() {\n        counter++;\n        ", "\n    }\n}\n", "counter++;\n"))
                .isEqualTo("repeats");
    }

    @Test
    void keeps_a_closer_that_the_next_line_has_too() {
        assertThat(java(
                        "class A {\n    void f() {\n        if (x) {\n            g();\n",
                        "\n    }\n}\n",
                        "        }\n"))
                .isEqualTo("        }");
    }

    @Test
    void lets_a_block_begin() {
        assertThat(java("class A {\n    void f() {\n        ", "\n    }\n}\n", "for (int i = 0; i < 3; i++) {\n"))
                .isEqualTo("for (int i = 0; i < 3; i++) {");
        assertThat(judge(CodeLanguage.PYTHON, "def f(x):\n    ", "\n    return x\n", "for i in x:\n"))
                .isEqualTo("for i in x:");
    }

    @Test
    void closes_brackets_that_the_text_left_open() {
        assertThat(java("class A {\n    void f() {\n        ", "\n    }\n}\n", "g(h(1);\n"))
                .isEqualTo("g(h(1));");
    }

    @Test
    void cuts_brackets_that_are_one_too_many() {
        assertThat(java("class A {\n    int x = f(", "\n        + 1;\n}\n", "2))\n"))
                .isEqualTo("2)");
    }

    @Test
    void never_ends_in_half_a_word() {
        Judged judged = new CandidateJudge(new Gap("x = ", "", CodeLanguage.PYTHON, false))
                .judge(Filled.of("first + secon", Filled.Finish.LENGTH));

        assertThat(((Judged.Good) judged).text()).isEqualTo("first");
    }

    @Test
    void does_not_grow_together_with_the_next_word() {
        assertThat(judge(CodeLanguage.PYTHON, "x = ", "total\n", "sum")).isEqualTo("empty");
    }

    @Test
    void takes_the_line_end_back_that_is_there_already() {
        assertThat(java("class A {\n    ", "\n}\n", "\n    int x;\n")).isEqualTo("int x;");
    }

    private static String java(String before, String after, String text) {
        return judge(CodeLanguage.JAVA, before, after, text);
    }

    private static String judge(CodeLanguage language, String before, String after, String text) {
        Judged judged = new CandidateJudge(new Gap(before, after, language, false))
                .judge(Filled.of(text, Filled.Finish.ENOUGH));
        return judged instanceof Judged.Good good ? good.text() : ((Judged.Dropped) judged).reason();
    }
}
