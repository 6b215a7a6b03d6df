package io.inkstone.code.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BracketsTest {

    @Test
    void closes_what_is_open_from_inside_out() {
        Brackets brackets = Brackets.of("f(a[1, {", CodeLanguage.JAVA);

        assertThat(brackets.open()).isEqualTo("([{");
        assertThat(brackets.closers()).isEqualTo("}])");
        assertThat(brackets.lastOpenAt()).isEqualTo(7);
    }

    @Test
    void tells_closing_brackets_that_nothing_opened() {
        assertThat(Brackets.of("a)]", CodeLanguage.PYTHON).extraClosing()).isEqualTo(")]");
        assertThat(Brackets.of("(a]", CodeLanguage.PYTHON).crossed()).isTrue();
    }

    @Test
    void leaves_strings_and_comments_out() {
        assertThat(Brackets.of("f(\")(\", '}', `[`) // (\n/* { */", CodeLanguage.JAVASCRIPT)
                        .balanced())
                .isTrue();
        assertThat(Brackets.of("x = '''(\n''' # (", CodeLanguage.PYTHON).balanced())
                .isTrue();
    }

    @Test
    void takes_an_apostrophe_for_a_string_of_its_line_only() {
        assertThat(Brackets.of("don't (\n)", CodeLanguage.OTHER).extraClosing()).isEqualTo(")");
    }
}
