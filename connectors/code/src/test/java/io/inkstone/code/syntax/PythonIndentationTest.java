package io.inkstone.code.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PythonIndentationTest {

    @Test
    void finds_nothing_wrong_in_a_whole_function() {
        assertThat(PythonIndentation.errors(
                        "def f(x):\n    if x:\n        return 1\n    # note\n  # odd note\n    return 2\n\nf(1)\n"))
                .isZero();
    }

    @Test
    void counts_an_empty_block() {
        assertThat(PythonIndentation.errors("def f():\n    for x in y:\n    return 2\n"))
                .isEqualTo(1);
        assertThat(PythonIndentation.errors("def f():\n")).isEqualTo(1);
    }

    @Test
    void counts_a_line_that_is_indented_for_no_reason() {
        assertThat(PythonIndentation.errors("x = 1\n    y = 2\n")).isEqualTo(1);
    }

    @Test
    void counts_a_line_that_falls_back_to_where_no_block_stands() {
        assertThat(PythonIndentation.errors("if x:\n        y\n    z\n")).isEqualTo(1);
    }

    @Test
    void reads_brackets_strings_and_continued_lines_as_one_line() {
        assertThat(
                        PythonIndentation.errors(
                                "x = f(1,\n  2)\ny = '''\n     text:\n '''\nz = 1 + \\\n     2\nif z: pass\nd = {'a:': 1}  # b:\n"))
                .isZero();
    }

    @Test
    void begins_at_any_depth() {
        assertThat(PythonIndentation.errors("        y = 1\n    return y\n")).isZero();
    }
}
