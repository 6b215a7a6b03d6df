package io.inkstone.code.complete;

import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.code.syntax.CodeLanguage;
import org.junit.jupiter.api.Test;

class LineStopTest {

    @Test
    void stops_at_the_end_of_the_line() {
        LineStop stop = new LineStop(java("class A {\n    int x = ", "\n}"));

        assertThat(stop.enough("1;")).isFalse();
        assertThat(stop.enough("1;\n")).isTrue();
        assertThat(stop.cut("1;\n    int y")).isEqualTo("1;");
    }

    @Test
    void lets_one_line_follow_a_line_that_is_whole() {
        LineStop stop = new LineStop(java("class A {\n    int x = 1;", "\n}"));

        assertThat(stop.enough("\n    int")).isFalse();
        assertThat(stop.enough("\n    int y;\n")).isTrue();
        assertThat(stop.cut("\n    int y;\n}")).isEqualTo("\n    int y;");
    }

    @Test
    void stops_where_the_rest_of_the_line_is_repeated() {
        LineStop stop = new LineStop(java("f(", ", 7);\n}"));

        assertThat(stop.enough("a, 7);")).isTrue();
        assertThat(stop.enough("g(1, 7);")).as("the bracket is still open").isFalse();
    }

    @Test
    void passes_over_comments_that_announce_a_line() {
        LineStop stop = new LineStop(java("class A {\n", "\n}"));

        assertThat(stop.enough("    // the number\n")).isFalse();
        assertThat(stop.cut("    // the number\n    int x;\n")).isEqualTo("    int x;");
    }

    @Test
    void gives_up_on_lines_without_end_and_on_emptiness() {
        LineStop stop = new LineStop(java("class A {\n", "\n}"));

        assertThat(stop.enough("x".repeat(500))).isTrue();
        assertThat(stop.enough("\n\n\n\n")).isTrue();
    }

    private static Gap java(String before, String after) {
        return new Gap(before, after, CodeLanguage.JAVA, false);
    }
}
