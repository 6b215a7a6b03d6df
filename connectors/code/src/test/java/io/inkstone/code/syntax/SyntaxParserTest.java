package io.inkstone.code.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntaxParserTest {

    @ParameterizedTest
    @CsvSource({
        "JAVA,class A { int f() { return 1; } },class A { int f() { return 1 + ; } }",
        "PYTHON,'def f(x):\n    return x\n','def f(x):\n    return (x\n'",
        "JAVASCRIPT,'const f = x => x + 1;','const f = x => x + ;'"
    })
    void tells_whole_code_from_broken_code(CodeLanguage language, String whole, String broken) {
        SyntaxParser parser = SyntaxParser.of(language).orElseThrow();

        assertThat(parser.errors(whole)).isEqualTo(SyntaxErrors.NONE);
        assertThat(parser.errors(broken).count()).isPositive();
    }

    @Test
    void has_no_parser_for_other_languages() {
        assertThat(SyntaxParser.of(CodeLanguage.of("rust", null))).isEmpty();
    }

    @Test
    void compares_code_without_its_comments() {
        SyntaxParser java = SyntaxParser.of(CodeLanguage.JAVA).orElseThrow();
        SyntaxParser python = SyntaxParser.of(CodeLanguage.PYTHON).orElseThrow();

        assertThat(java.tokens("int a = 1; // one\n/** two */ f(a);")).isEqualTo(java.tokens("int a = 1;\nf( a );"));
        assertThat(python.tokens("def f():\n    \"\"\"Says.\"\"\"\n    return 1 # x\n"))
                .isEqualTo(python.tokens("def f():\n    return 1\n"));
        assertThat(python.tokens("x = 'a'")).isNotEqualTo(python.tokens("x = 'b'"));
    }

    @Test
    void names_what_is_declared() {
        assertThat(SyntaxParser.of(CodeLanguage.JAVA)
                        .orElseThrow()
                        .declared("class A { void f() {} int g() { return 1; } }"))
                .containsExactly("f", "g");
        assertThat(SyntaxParser.of(CodeLanguage.JAVASCRIPT).orElseThrow().declared("class Ä { }"))
                .containsExactly("Ä");
    }

    @Test
    void leaves_statements_behind_the_last_declaration_out() {
        SyntaxParser python = SyntaxParser.of(CodeLanguage.PYTHON).orElseThrow();
        SyntaxParser javascript = SyntaxParser.of(CodeLanguage.JAVASCRIPT).orElseThrow();

        assertThat(python.declarations("import os\n\ndef ö():\n    return 1\n\n# Example\nprint(ö())\n"))
                .isEqualTo("import os\n\ndef ö():\n    return 1");
        assertThat(javascript.declarations("const f = x => x;\nconsole.log(f(1));"))
                .isEqualTo("const f = x => x;");
        assertThat(python.declarations("print(1)\n")).isEmpty();
    }

    @Test
    void stands_code_that_nests_without_end() {
        SyntaxParser java = SyntaxParser.of(CodeLanguage.JAVA).orElseThrow();

        assertThat(java.errors("(".repeat(50_000)).count()).isPositive();
        assertThat(java.tokens("f(".repeat(20_000) + ")".repeat(20_000))).isNotEmpty();
    }

    @Test
    void refuses_texts_that_are_too_long() {
        SyntaxParser java = SyntaxParser.of(CodeLanguage.JAVA).orElseThrow();

        assertThatThrownBy(() -> java.errors("a".repeat(SyntaxParser.MAX_CHARS + 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void knows_languages_by_name_and_by_path() {
        assertThat(CodeLanguage.of("javascriptreact", null)).isEqualTo(CodeLanguage.JAVASCRIPT);
        assertThat(CodeLanguage.of(null, "src/a.b/C.PY")).isEqualTo(CodeLanguage.PYTHON);
        assertThat(CodeLanguage.of("no such", "x.kt")).isEqualTo(CodeLanguage.BRACES);
        assertThat(CodeLanguage.of("", "Makefile")).isEqualTo(CodeLanguage.OTHER);
    }

    @Test
    void tells_the_lines_that_hold_code() {
        SyntaxParser python = SyntaxParser.of(CodeLanguage.PYTHON).orElseThrow();
        assertThat(python.codeLines(
                        "# why\ndef f(x):\n    \"\"\"Says\n    it.\"\"\"\n\n    return (x +\n            1)\n"))
                .containsExactly(1, 5, 6);
    }
}
