package io.inkstone.code.complete;

import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.code.syntax.CodeLanguage;
import org.junit.jupiter.api.Test;

class NameSenseTest {

    private static final String DEPTHS =
            "\n    for c in text:\n        depth += 1 if c == '(' else -1\n    return depth == 0\n";

    @Test
    void names_what_the_code_below_uses_and_nothing_declares() {
        NameSense sense = python("def balanced(text):\n", DEPTHS);

        assertThat(sense.declaration()).contains("    depth =");
        assertThat(sense.doubts("    depth = 0")).isZero();
        assertThat(sense.doubts("    total = 0")).isEqualTo(1);
    }

    @Test
    void wants_nothing_that_is_a_loop_s_own_a_parameter_or_built_in() {
        NameSense sense = python(
                "def f(text):\n",
                "\n    pairs = [(a, b) for a, b in zip(text, text)]\n    with open(text) as file:\n"
                        + "        x, y = max(map(len, file)), sorted(pairs, key=lambda p: p[0])\n    return x, y\n");

        assertThat(sense.declaration()).isEmpty();
    }

    @Test
    void is_not_misled_by_the_colon_that_begins_a_block() {
        assertThat(python("def f(n):\n", "\n    for c in s:\n        n += 1\n    return n\n")
                        .declaration())
                .contains("    s =");
        assertThat(python(
                                "def f(n):\n    ns = []\n    for i in range(n):\n        ns.append(i)\n",
                                "\n    for c in s:\n        n += 1\n    return n\n")
                        .declaration())
                .as("as deep as where it is used")
                .contains("    s =");
        assertThat(python("def f(n):\n", "\n    s: str = n\n    return s\n").declaration())
                .isEmpty();
    }

    @Test
    void imports_what_is_used_as_one_of_python_s_modules() {
        assertThat(python("def f(text):\n", "\n    return hashlib.md5(text).hexdigest()\n")
                        .declaration())
                .contains("    import hashlib");
        assertThat(python("def f(text):\n", "\n    for part in copy:\n        text += part\n    return text\n")
                        .declaration())
                .contains("    copy =");
    }

    @Test
    void looks_no_further_than_the_function() {
        assertThat(python("def f(text):\n", "\n    return text\n\nprint(result)\n")
                        .declaration())
                .isEmpty();
    }

    @Test
    void declares_in_javascript_as_the_file_does() {
        Gap gap = new Gap(
                "function f(xs) {\n    var n = 0;\n",
                "\n    while (i < xs.length) {\n        i++;\n    }\n}\n",
                CodeLanguage.JAVASCRIPT,
                false);

        assertThat(new NameSense(gap).declaration()).contains("    var i =");
    }

    @Test
    void doubts_a_line_behind_which_nothing_is_reached() {
        NameSense sense = python("def f(x):\n    y = 1\n", "\n    y += x\n    return y\n");

        assertThat(sense.doubts("    return y")).isEqualTo(1);
        assertThat(python("def f(x):\n    if x:\n", "\n    return x\n").doubts("        return 0"))
                .isZero();
        assertThat(python("def f(x):\n    if x:\n", "\n    else:\n        return x\n")
                        .doubts("        return 0"))
                .isZero();
    }

    @Test
    void leaves_an_if_without_braces_alone() {
        Gap gap = new Gap(
                "class A {\n    int f(int x) {\n        if (x > 1)\n        ",
                "\n        return x;\n    }\n}\n",
                CodeLanguage.JAVA,
                false);

        assertThat(new NameSense(gap).doubts("return 1;")).isZero();
    }

    @Test
    void doubts_variables_that_nobody_declared() {
        Gap gap = new Gap("class A {\n    String f(String text) {\n        ", "\n    }\n}\n", CodeLanguage.JAVA, false);
        NameSense sense = new NameSense(gap);

        assertThat(sense.doubts("return other.trim();")).isEqualTo(1);
        assertThat(sense.doubts("return text.trim();")).isZero();
        assertThat(sense.doubts("String copy = text;")).isZero();
        assertThat(sense.doubts("for (char c : text.toCharArray()) {")).isZero();
        assertThat(sense.doubts("return lines(text).map(line -> line.strip());"))
                .isZero();
    }

    private static NameSense python(String before, String after) {
        return new NameSense(new Gap(before, after, CodeLanguage.PYTHON, false));
    }
}
